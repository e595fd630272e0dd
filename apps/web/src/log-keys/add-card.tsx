import type { KeysAdded } from "@homepoint/api";
import { useRef, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Icon } from "../design/icon.tsx";
import { Note, type Tone } from "../design/note.tsx";
import { Progress } from "../design/progress.tsx";
import type { Say } from "../words/i18n.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { useBringing, type Brought } from "./use-bringing.ts";
import { useFileDrop } from "./use-file-drop.ts";

/** Brings answers home: dropped anywhere on this page, or chosen. */
export function AddCard(): ReactElement {
  const say = useSay();
  const input = useRef<HTMLInputElement>(null);
  const { bringing, brought, bring } = useBringing();
  const isOver = useFileDrop(bring);
  const { name = "", sofar } = bringing ?? {};
  const running = say("log-keys.add.running", { name, done: sofar?.done ?? 0, of: sofar?.of ?? 0 });
  return (
    <Card title={say("log-keys.add.title")} about={say("log-keys.add.about")}>
      <div className="drop-area" data-size="compact" data-over={isOver || undefined}>
        <span className="empty-icon">
          <Icon name="key" size={20} />
        </span>
        <h3>{say("log-keys.add.drop")}</h3>
        <Button icon="file" busy={bringing !== undefined} onClick={() => input.current?.click()}>
          {say("log-keys.add.choose")}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={say("log-keys.add.choose")}
          onChange={({ currentTarget }) => {
            bring([...(currentTarget.files ?? [])]);
            currentTarget.value = "";
          }}
        />
      </div>
      {bringing && (
        <div className="stack">
          <output>{running}</output>
          <Progress
            done={sofar && sofar.of > 0 ? sofar.done / sofar.of : undefined}
            label={running}
          />
        </div>
      )}
      {brought.map((file, at) => (
        <BroughtNotes key={`${at} ${file.name}`} file={file} />
      ))}
    </Card>
  );
}

const outcomes = [
  ["opened", "good"],
  ["partly", "warn"],
  ["known", "plain"],
  ["unfit", "warn"],
  ["unknown", "warn"],
  ["damaged", "warn"],
] as const satisfies readonly (readonly [keyof KeysAdded, Tone])[];

function BroughtNotes({ file }: { file: Brought }): ReactElement {
  const say = useSay();
  if ("error" in file) {
    const why = problemWords(say, file.error);
    return <Note tone="bad">{say("log-keys.add.failed", { name: file.name, why })}</Note>;
  }
  const told = tellAdded(file.added, say);
  return (
    <>
      {told.map(({ text, tone }) => (
        <Note key={text} tone={tone}>
          {text}
        </Note>
      ))}
    </>
  );
}

function tellAdded(added: KeysAdded, say: Say): { text: string; tone: Tone }[] {
  const told = outcomes
    .filter(([outcome]) => added[outcome] > 0)
    .map(([outcome, tone]) => ({
      text: say(`log-keys.add.${outcome}`, { count: added[outcome] }),
      tone: tone as Tone, // one of them
    }));
  return told.length > 0 ? told : [{ text: say("log-keys.add.nothing"), tone: "warn" }];
}
