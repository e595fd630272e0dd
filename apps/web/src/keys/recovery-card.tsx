import type { Status } from "@homepoint/api";
import { useMutation } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Dialog } from "../design/dialog.tsx";
import { Note } from "../design/note.tsx";
import { showToast } from "../design/toasts.tsx";
import { useClient } from "../hub/client.tsx";
import { useSay } from "../words/use-say.ts";
import { PassphraseField } from "./passphrase-field.tsx";
import { ConfirmWords } from "./confirm-words.tsx";
import { WordsSheet } from "./words-sheet.tsx";
import "./keys.css";

type Shown = "nothing" | "confirm" | "show";

/** Confirming the recovery words, and seeing them again. */
export function RecoveryCard({ status }: { status: Status }): ReactElement {
  const say = useSay();
  const [shown, setShown] = useState<Shown>("nothing");
  const confirmed = status.recoveryConfirmed === true;
  return (
    <Card id="recovery" title={say("words.card")} about={say("words.card.about")}>
      <Note tone={confirmed ? "good" : "warn"}>
        {say(confirmed ? "words.card.confirmed" : "words.unconfirmed")}
      </Note>
      <div className="row">
        <Button look={confirmed ? "plain" : "main"} onClick={() => setShown("confirm")}>
          {say("words.confirm.title")}
        </Button>
        <Button onClick={() => setShown("show")}>{say("words.show")}</Button>
      </div>
      <Dialog
        open={shown === "confirm"}
        onClose={() => setShown("nothing")}
        title={say("words.confirm.title")}
        about={say("words.confirm.about")}
      >
        <ConfirmWords
          onDone={() => {
            setShown("nothing");
            showToast({ text: say("words.confirmed") });
          }}
        />
      </Dialog>
      <Dialog
        open={shown === "show"}
        onClose={() => setShown("nothing")}
        title={say("words.card")}
        about={say("words.show.about")}
        wide="wide"
      >
        <ShowWords onDone={() => setShown("nothing")} />
      </Dialog>
    </Card>
  );
}

function ShowWords({ onDone }: { onDone: () => void }): ReactElement {
  const say = useSay();
  const client = useClient();
  const [passphrase, setPassphrase] = useState("");
  const { mutate, data, isPending, error } = useMutation({
    mutationFn: () => client.showRecovery({ passphrase }),
    gcTime: 0,
  });
  if (data)
    return (
      <div className="stack">
        <WordsSheet words={data.recoveryWords} />
        <div>
          <Button onClick={onDone}>{say("words.hide")}</Button>
        </div>
      </div>
    );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <PassphraseField value={passphrase} error={error} onChange={setPassphrase} />
      <div>
        <Button look="main" type="submit" busy={isPending} disabled={passphrase === ""}>
          {say("words.show")}
        </Button>
      </div>
    </form>
  );
}
