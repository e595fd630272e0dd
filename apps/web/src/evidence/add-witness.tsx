import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Dialog, DialogActions } from "../design/dialog.tsx";
import { Field } from "../design/field.tsx";
import { useClient } from "../hub/client.tsx";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { useLookAgain } from "./use-sight.ts";

/** A witness is known by its key, which its owner reads out or sends. */
export function AddWitness(): ReactElement {
  const say = useSay();
  const client = useClient();
  const lookAgain = useLookAgain();
  const [isOpen, setOpen] = useState(false);
  const [key, setKey] = useState("");
  const [wrong, setWrong] = useState<string>();
  const close = (): void => {
    setOpen(false);
    setKey("");
    setWrong(undefined);
  };
  const add = async (): Promise<void> => {
    try {
      await client.addWitness({ key: key.trim() });
      await lookAgain();
      close();
    } catch (error) {
      setWrong(problemWords(say, error));
    }
  };
  return (
    <>
      <Button icon="plus" onClick={() => setOpen(true)}>
        {say("witness.add")}
      </Button>
      <Dialog
        open={isOpen}
        onClose={close}
        title={say("witness.add")}
        about={say("witness.add.about")}
      >
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <Field
            label={say("witness.key")}
            hint={say("witness.key.hint")}
            value={key}
            wrong={wrong}
            onChange={({ target }) => setKey(target.value)}
            required
          />
          <DialogActions>
            <Button onClick={close}>{say("action.cancel")}</Button>
            <Button look="main" type="submit" disabled={key.trim() === ""}>
              {say("witness.add")}
            </Button>
          </DialogActions>
        </form>
      </Dialog>
    </>
  );
}
