import type { ProgramDetail } from "@homepoint/api";
import { useState, type ReactElement } from "react";
import { Button, IconButton } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Confirm } from "../design/confirm.tsx";
import { Dialog, DialogActions } from "../design/dialog.tsx";
import { Field } from "../design/field.tsx";
import { useClient } from "../hub/client.tsx";
import { useChange } from "../hub/use-change.ts";
import { useSay } from "../words/use-say.ts";

type Practice = ProgramDetail["practices"][number];
type PracticesProps = { program: ProgramDetail; mayChange: boolean };

/** What its maker says that it does, and where that is written: beside what was found. */
export function PracticesCard({ program, mayChange }: PracticesProps): ReactElement {
  const say = useSay();
  const [isAdding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Practice>();
  const change = usePractices(program);
  const { practices } = program;
  const add = mayChange && (
    <Button icon="plus" onClick={() => setAdding(true)}>
      {say("program.practices.add")}
    </Button>
  );
  return (
    <Card title={say("program.practices")} about={say("program.practices.about")} actions={add}>
      {practices.length === 0 && <p className="soft">{say("program.practices.none")}</p>}
      <ul className="rows">
        {practices.map((practice) => (
          <li key={`${practice.text} ${practice.source}`}>
            <div className="grow">
              <p className="break">{practice.text}</p>
              <p className="small soft break">{practice.source}</p>
            </div>
            {mayChange && (
              <IconButton
                icon="trash"
                label={say("action.remove")}
                onClick={() => setRemoving(practice)}
              />
            )}
          </li>
        ))}
      </ul>
      {isAdding && (
        <PracticeDialog
          busy={change.isPending}
          onAdd={(practice) =>
            change.mutate([...practices, practice], { onSuccess: () => setAdding(false) })
          }
          onClose={() => setAdding(false)}
        />
      )}
      {removing && (
        <Confirm
          title={say("program.practices.remove.title")}
          about={removing.text}
          action={say("action.remove")}
          onClose={() => setRemoving(undefined)}
          onConfirm={() => change.mutate(practices.filter((one) => one !== removing))}
        />
      )}
    </Card>
  );
}

function usePractices({ id, name, note }: ProgramDetail) {
  const client = useClient();
  return useChange("program", (practices: readonly Practice[]) =>
    client.changeProgram({ id, name, note, practices: [...practices] }),
  );
}

type DialogProps = { busy: boolean; onAdd: (practice: Practice) => void; onClose: () => void };

function PracticeDialog({ busy, onAdd, onClose }: DialogProps): ReactElement {
  const say = useSay();
  const [text, setText] = useState("");
  const [source, setSource] = useState("");
  const isReady = text.trim() !== "" && source.trim() !== "";
  return (
    <Dialog open onClose={onClose} title={say("program.practices.add")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) onAdd({ text: text.trim(), source: source.trim() });
        }}
      >
        <Field
          label={say("program.practice.text")}
          hint={say("program.practice.text.hint")}
          value={text}
          maxLength={2000}
          onChange={({ target }) => setText(target.value)}
        />
        <Field
          label={say("program.practice.source")}
          hint={say("program.practice.source.hint")}
          value={source}
          maxLength={1000}
          onChange={({ target }) => setSource(target.value)}
        />
        <DialogActions>
          <Button onClick={onClose}>{say("action.cancel")}</Button>
          <Button look="main" type="submit" busy={busy} disabled={!isReady}>
            {say("program.practices.add")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
