import type { Moment, Severity } from "@homepoint/flight";
import { useMemo, useState, useSyncExternalStore, type ReactElement } from "react";
import type { TimeCursor } from "../../charts/time-cursor.ts";
import { Button } from "../../design/button.tsx";
import { Card } from "../../design/card.tsx";
import { Select } from "../../design/field.tsx";
import { Badge, Empty, type Tone } from "../../design/note.tsx";
import { useMeasures } from "../../units/use-measures.ts";
import { useSay } from "../../words/use-say.ts";
import { FindField } from "./find-field.tsx";
import {
  findTexts,
  leastSeverities,
  severityOf,
  textsOf,
  type LeastSeverity,
} from "./text-rows.ts";
import { VirtualList } from "./virtual-list.tsx";

export type TextsTabProps = {
  moments: readonly Moment[];
  cursor: TimeCursor;
  /** Shows the cursor in the charts. */
  onCharts: () => void;
};

const tones: Readonly<Record<Severity, Tone>> = {
  emergency: "bad",
  alert: "bad",
  critical: "bad",
  error: "bad",
  warning: "warn",
  notice: "accent",
  information: "plain",
  debug: "plain",
};

/** What aircraft and app wrote down in words; pressing a text moves the cursor of charts and map. */
export function TextsTab({ moments, cursor, onCharts }: TextsTabProps): ReactElement {
  const say = useSay();
  const texts = useMemo(() => textsOf(moments), [moments]);
  const choices = useMemo(() => choicesFor(texts), [texts]);
  const [from, setFrom] = useState<LeastSeverity>("all");
  const [find, setFind] = useState("");
  const shown = useMemo(() => findTexts(texts, { from, find }), [texts, from, find]);
  if (texts.length === 0)
    return (
      <Card>
        <Empty icon="note" title={say("texts.none.title")}>
          <p>{say("texts.none")}</p>
        </Empty>
      </Card>
    );
  return (
    <Card>
      <div className="told-bar">
        <FindField label={say("texts.find")} value={find} onFind={setFind} />
        {choices.length > 1 && (
          <Select
            label={say("texts.from")}
            hideLabel="hidden"
            value={from}
            choices={choices.map((value) => ({ value, label: say(`texts.from.${value}`) }))}
            onChoose={setFrom}
          />
        )}
        <output className="small soft">
          {say(shown.length > 0 ? "texts.count" : "texts.none-found", { shown: shown.length })}
        </output>
      </div>
      <CursorLine cursor={cursor} onCharts={onCharts} />
      <VirtualList
        count={shown.length}
        label={say("flight.tab.texts")}
        renderLine={(number) => {
          const text = shown[number];
          return text && <TextLine text={text} cursor={cursor} />;
        }}
      />
    </Card>
  );
}

/** Those that leave something, and leave something out. */
function choicesFor(texts: readonly Moment[]): readonly LeastSeverity[] {
  let last = texts.length;
  return leastSeverities.filter((from) => {
    const { length } = findTexts(texts, { from, find: "" });
    const isUseful = from === "all" || (length > 0 && length < last);
    last = Math.min(last, length);
    return isUseful;
  });
}

type CursorLineProps = Pick<TextsTabProps, "cursor" | "onCharts">;

function CursorLine({ cursor, onCharts }: CursorLineProps): ReactElement | null {
  const say = useSay();
  const measures = useMeasures();
  const time = useSyncExternalStore(cursor.subscribe, cursor.get);
  if (time === undefined) return null;
  return (
    <div className="texts-cursor">
      <output className="soft">{say("texts.cursor", { time: measures.clock(time) })}</output>
      <Button look="quiet" icon="chart" onClick={onCharts}>
        {say("texts.cursor.show")}
      </Button>
    </div>
  );
}

function TextLine({ text, cursor }: { text: Moment; cursor: TimeCursor }): ReactElement {
  const say = useSay();
  const measures = useMeasures();
  const isAt = useSyncExternalStore(cursor.subscribe, () => cursor.get() === text.at);
  const severity = severityOf(text);
  const time = measures.clock(text.at);
  return (
    <button
      type="button"
      className="told-text"
      aria-current={isAt || undefined}
      title={say("texts.jump", { time })}
      onClick={() => cursor.set(text.at)}
    >
      <span>{time}</span>
      <span>
        <Badge tone={tones[severity]}>{say(`texts.severity.${severity}`)}</Badge>
      </span>
      <span className="told-text-words">{text.text}</span>
      <span className="small soft">
        {text.tag !== undefined && say("texts.tag", { tag: text.tag })}
      </span>
    </button>
  );
}
