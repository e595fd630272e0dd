import {
  checkPoints,
  type CheckPoint,
  type CheckWhen,
  type DeviceKind,
  type SensitivityLevel,
} from "@homepoint/policy";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Field } from "../design/field.tsx";
import { showToast } from "../design/toasts.tsx";
import { useClient } from "../hub/client.tsx";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";

type ChecklistCardProps = {
  device: DeviceKind;
  points: readonly CheckPoint[];
  sensitivity: SensitivityLevel;
};

/** What is to be done on one device; what was ticked goes on record as its pilot's word. */
export function ChecklistCard({ device, points, sensitivity }: ChecklistCardProps): ReactElement {
  const say = useSay();
  const client = useClient();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [ticked, setTicked] = useState<readonly CheckPoint[]>([]);
  const { mutate, isPending } = useMutation({
    mutationFn: () => client.attest({ device: name, sensitivity, points: [...ticked] }),
    onSuccess: () => {
      setTicked([]);
      showToast({ text: say("advice.attested") });
      return queries.invalidateQueries({ queryKey: ["attested"] });
    },
    onError: (error) => showToast({ text: problemWords(say, error) }),
  });
  const toggle = (point: CheckPoint) =>
    setTicked(points.filter((each) => (each === point) !== ticked.includes(each)));
  return (
    <Card title={say(`device.${device}`)}>
      {(["before", "after"] as const).map((when) => (
        <Points key={when} {...{ when, points, ticked }} onToggle={toggle} />
      ))}
      <form
        className="inline-form no-print"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <Field
          label={say("advice.which")}
          hint={say("advice.which.hint")}
          value={name}
          maxLength={200}
          onChange={({ target }) => setName(target.value)}
        />
        <Button
          type="submit"
          icon="check"
          busy={isPending}
          disabled={name.trim() === "" || ticked.length === 0}
        >
          {say("advice.attest", { count: ticked.length })}
        </Button>
      </form>
    </Card>
  );
}

type PointsProps = {
  when: CheckWhen;
  points: readonly CheckPoint[];
  ticked: readonly CheckPoint[];
  onToggle: (point: CheckPoint) => void;
};

function Points({ when, points, ticked, onToggle }: PointsProps): ReactElement | null {
  const say = useSay();
  const now = points.filter((point) => checkPoints[point].when === when);
  if (now.length === 0) return null;
  return (
    <fieldset className="advice-points">
      <legend>{say(`advice.${when}`)}</legend>
      {now.map((point) => (
        <label key={point}>
          <input
            type="checkbox"
            checked={ticked.includes(point)}
            onChange={() => onToggle(point)}
          />
          {say(`point.${point}`)}
        </label>
      ))}
    </fieldset>
  );
}
