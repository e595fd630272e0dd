import type { ReactElement } from "react";
import { Field, Select } from "../design/field.tsx";
import { useSay } from "../words/use-say.ts";
import type { DiscloseChoice } from "./disclose-choice.ts";
import { categories } from "./fact-categories.ts";

const levels = ["plain", "all"] as const;

type DiscloseFieldsProps = {
  choice: DiscloseChoice;
  onChoose: (choice: DiscloseChoice) => void;
};

export function DiscloseFields({ choice, onChoose }: DiscloseFieldsProps): ReactElement {
  const say = useSay();
  const { from, until, category, members } = choice;
  return (
    <div className="disclose-fields">
      <Field
        label={say("disclose.from")}
        type="date"
        value={from}
        onChange={({ target }) => onChoose({ ...choice, from: target.value })}
      />
      <Field
        label={say("disclose.until")}
        type="date"
        value={until}
        onChange={({ target }) => onChoose({ ...choice, until: target.value })}
      />
      <Select
        label={say("evidence.filter")}
        value={category}
        choices={(["all", ...categories] as const).map((value) => ({
          value,
          label: say(`evidence.category.${value}`),
        }))}
        onChoose={(value) => onChoose({ ...choice, category: value })}
      />
      <Select
        label={say("disclose.members")}
        value={members}
        choices={levels.map((value) => ({ value, label: say(`disclose.members.${value}`) }))}
        onChoose={(value) => onChoose({ ...choice, members: value })}
      />
    </div>
  );
}
