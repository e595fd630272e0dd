import { useMutation } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Field } from "../design/field.tsx";
import { Note } from "../design/note.tsx";
import { showToast } from "../design/toasts.tsx";
import { useClient } from "../hub/client.tsx";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { isGood, NewPassphraseFields, noPassphrase } from "./new-passphrase.tsx";
import "./keys.css";

/** Changes the passphrase, by whoever knows the one in force. */
export function PassphraseCard(): ReactElement {
  const say = useSay();
  const client = useClient();
  const [open, setOpen] = useState(false);
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState(noPassphrase);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      client.changePassphrase({ passphrase: current, newPassphrase: next.passphrase }),
    onSuccess: () => {
      showToast({ text: say("passphrase.changed") });
      setOpen(false);
      setCurrent("");
      setNext(noPassphrase);
    },
  });
  return (
    <Card title={say("passphrase.label")} about={say("passphrase.change.about")}>
      {!open && (
        <div>
          <Button icon="key" onClick={() => setOpen(true)}>
            {say("passphrase.change")}
          </Button>
        </div>
      )}
      {open && (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            mutate();
          }}
        >
          <Field
            label={say("passphrase.current")}
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={({ target }) => setCurrent(target.value)}
          />
          <NewPassphraseFields label={say("passphrase.new")} value={next} onChange={setNext} />
          {error && <Note tone="bad">{problemWords(say, error)}</Note>}
          <div className="row">
            <Button
              look="main"
              type="submit"
              busy={isPending}
              disabled={current === "" || !isGood(next)}
            >
              {say("passphrase.change")}
            </Button>
            <Button look="quiet" onClick={() => setOpen(false)}>
              {say("action.cancel")}
            </Button>
          </div>
        </form>
      )}
    </Card>
  );
}
