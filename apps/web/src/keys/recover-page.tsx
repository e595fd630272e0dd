import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useId, useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Note } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { KeysFrame } from "./keys-frame.tsx";
import { isGood, NewPassphraseFields, noPassphrase } from "./new-passphrase.tsx";
import { splitWords, wordCount } from "./recovery-words.ts";

/** Opens the vault with the recovery words, under a new passphrase. */
export function RecoverPage(): ReactElement {
  const say = useSay();
  const client = useClient();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const id = useId();
  const [text, setText] = useState("");
  const [passphrase, setPassphrase] = useState(noPassphrase);
  const words = splitWords(text);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      client.recover({ recoveryWords: words, newPassphrase: passphrase.passphrase }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["status"] });
      await navigate({ to: "/flights" });
    },
  });
  return (
    <KeysFrame title={say("recover.title")} about={say("recover.about")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <div className="field">
          <label htmlFor={id}>{say("recover.words")}</label>
          <textarea
            id={id}
            rows={5}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
          <p className="field-hint">{say("recover.words.hint", { count: words.length })}</p>
        </div>
        <NewPassphraseFields
          label={say("passphrase.new")}
          value={passphrase}
          onChange={setPassphrase}
        />
        {error && <Note tone="bad">{problemWords(say, error)}</Note>}
        <Button
          look="main"
          type="submit"
          busy={isPending}
          disabled={words.length !== wordCount || !isGood(passphrase)}
        >
          {say("recover.do")}
        </Button>
      </form>
    </KeysFrame>
  );
}
