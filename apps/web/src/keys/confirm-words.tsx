import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { isProblem } from "@homepoint/base";
import { Button } from "../design/button.tsx";
import { Field } from "../design/field.tsx";
import { Note } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { choosePlaces, randomBelow } from "./recovery-words.ts";

const wordsAsked = 4;

type ConfirmProps = { onDone: () => void; onLater?: () => void };

/** Four words from the paper, at places chosen by chance. */
export function ConfirmWords({ onDone, onLater }: ConfirmProps): ReactElement {
  const say = useSay();
  const client = useClient();
  const queries = useQueryClient();
  const [places] = useState(() => choosePlaces(wordsAsked, randomBelow));
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({});
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      client.confirmRecovery({
        words: places.map((position) => ({
          position,
          word: (typed[position] ?? "").trim().toLowerCase(),
        })),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["status"] });
      onDone();
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <div className="words-asked">
        {places.map((position) => (
          <Field
            key={position}
            label={say("words.word", { position })}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            maxLength={20}
            value={typed[position] ?? ""}
            onChange={({ target }) => setTyped({ ...typed, [position]: target.value })}
          />
        ))}
      </div>
      {error && (
        <Note tone="bad">
          {isProblem(error, "hub/wrong-recovery-words")
            ? say("words.confirm.wrong")
            : problemWords(say, error)}
        </Note>
      )}
      <div className="row">
        <Button
          look="main"
          type="submit"
          busy={isPending}
          disabled={places.some((position) => !typed[position]?.trim())}
        >
          {say("words.confirm.do")}
        </Button>
        {onLater && (
          <Button look="quiet" onClick={onLater} title={say("words.confirm.later.about")}>
            {say("words.confirm.later")}
          </Button>
        )}
      </div>
    </form>
  );
}
