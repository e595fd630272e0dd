import { sensitivities, type Sensitivity } from "@homepoint/api";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Dialog, DialogActions } from "../design/dialog.tsx";
import { Field, Select } from "../design/field.tsx";
import { useSay } from "../words/use-say.ts";
import { splitList } from "./flight-search.ts";
import type { BulkEdit } from "./undo-edit.ts";

type BulkDialogProps = {
  count: number;
  onClose: () => void;
  onSave: (edit: BulkEdit) => void;
};

type Wanted<Value extends string> = Value | "leave" | "remove";

type Typed = {
  readonly pilot: Wanted<"set">;
  readonly pilotName: string;
  readonly addTags: string;
  readonly removeTags: string;
  readonly sensitivity: Wanted<Sensitivity>;
};

function tagsOf(text: string): string[] {
  const tags = splitList(text).map((tag) => tag.trim());
  return [...new Set(tags.filter(Boolean))];
}

function editOf({ pilot, pilotName, addTags, removeTags, sensitivity }: Typed): BulkEdit {
  const added = tagsOf(addTags);
  return {
    set: {
      ...(pilot === "set" && pilotName.trim() ? { pilot: pilotName.trim() } : {}),
      ...(pilot === "remove" ? { pilot: null } : {}),
      ...(sensitivity === "leave"
        ? {}
        : { sensitivity: sensitivity === "remove" ? null : sensitivity }),
    },
    addTags: added,
    removeTags: tagsOf(removeTags).filter((tag) => !added.includes(tag)),
  };
}

/** One change for many flights; what is not touched stays as it is. */
export function BulkDialog({ count, onClose, onSave }: BulkDialogProps): ReactElement {
  const say = useSay();
  const [pilot, setPilot] = useState<Wanted<"set">>("leave");
  const [pilotName, setPilotName] = useState("");
  const [addTags, setAddTags] = useState("");
  const [removeTags, setRemoveTags] = useState("");
  const [sensitivity, setSensitivity] = useState<Wanted<Sensitivity>>("leave");
  const edit = editOf({ pilot, pilotName, addTags, removeTags, sensitivity });
  const changesNothing =
    Object.keys(edit.set).length + edit.addTags.length + edit.removeTags.length === 0;
  return (
    <Dialog open onClose={onClose} title={say("bulk.title", { count })}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onSave(edit);
        }}
      >
        <div className="pair">
          <Select
            label={say("bulk.pilot")}
            value={pilot}
            choices={(["leave", "set", "remove"] as const).map((value) => ({
              value,
              label: say(`bulk.pilot.${value}`),
            }))}
            onChoose={setPilot}
          />
          {pilot === "set" && (
            <Field
              label={say("flights.column.pilot")}
              maxLength={200}
              value={pilotName}
              onChange={({ target }) => setPilotName(target.value)}
            />
          )}
        </div>
        <Field
          label={say("bulk.add-tags")}
          hint={say("bulk.tags.hint")}
          value={addTags}
          onChange={({ target }) => setAddTags(target.value)}
        />
        <Field
          label={say("bulk.remove-tags")}
          value={removeTags}
          onChange={({ target }) => setRemoveTags(target.value)}
        />
        <Select
          label={say("bulk.sensitivity")}
          value={sensitivity}
          choices={[
            { value: "leave", label: say("bulk.pilot.leave") },
            ...sensitivities.map((value) => ({ value, label: say(`sensitivity.${value}`) })),
            { value: "remove", label: say("sensitivity.none") },
          ]}
          onChoose={setSensitivity}
        />
        <DialogActions>
          <Button onClick={onClose}>{say("action.cancel")}</Button>
          <Button look="main" type="submit" disabled={changesNothing}>
            {say("bulk.save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
