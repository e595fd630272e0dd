import type { ReactElement } from "react";
import { Note } from "../design/note.tsx";
import { useSay } from "../words/use-say.ts";

/** The 24 words to be written down: not to be selected, so not to be copied by accident. */
export function WordsSheet({ words }: { words: readonly string[] }): ReactElement {
  const say = useSay();
  return (
    <div className="stack">
      <ol className="words-sheet">
        {words.map((word, at) => (
          <li key={`${at} ${word}`}>
            <span aria-hidden="true">{at + 1}</span>
            <b>{word}</b>
          </li>
        ))}
      </ol>
      <Note tone="warn">{say("words.paper")}</Note>
    </div>
  );
}
