import type { Moment, MomentKind } from "@homepoint/flight";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState, type ReactElement } from "react";
import type { TimeCursor } from "../../charts/time-cursor.ts";
import { Card } from "../../design/card.tsx";
import { Icon } from "../../design/icon.tsx";
import type { IconName } from "../../design/icon-paths.ts";
import { Segments } from "../../design/segments.tsx";
import { useMeasures } from "../../units/use-measures.ts";
import { useSay } from "../../words/use-say.ts";
import { ruleWords, withoutTwins } from "./rule-words.ts";

const icons: Readonly<Record<MomentKind, IconName>> = {
  "take-off": "arrowUp",
  landing: "arrowDown",
  "flight-mode": "mode",
  "return-home": "home",
  "home-point": "home",
  "signal-lost": "signal",
  photo: "camera",
  video: "video",
  battery: "battery",
  gps: "gps",
  compass: "compass",
  motor: "drone",
  control: "drone",
  estimator: "chart",
  vibration: "chart",
  impact: "problem",
  limit: "flag",
  failsafe: "retry",
  "app-text": "note",
};

type Which = "all" | "warnings";

/** What happened, in order; pressing one points charts and map at it. */
export function Moments({
  moments: found,
  cursor,
}: {
  moments: readonly Moment[];
  cursor: TimeCursor;
}): ReactElement {
  const say = useSay();
  const moments = useMemo(() => withoutTwins(found), [found]);
  const [which, setWhich] = useState<Which>("all");
  const warnings = moments.filter(({ level }) => level !== "note");
  const shown = which === "all" ? moments : warnings;
  return (
    <Card
      title={say("flight.moments")}
      actions={
        warnings.length > 0 && (
          <Segments
            label={say("flight.moments.filter")}
            value={which}
            choices={[
              { value: "all", label: `${say("flight.moments.all")} ${moments.length}` },
              {
                value: "warnings",
                label: `${say("flight.moments.warnings")} ${warnings.length}`,
              },
            ]}
            onChoose={setWhich}
          />
        )
      }
    >
      {shown.length === 0 && <p className="soft">{say("flight.moments.none")}</p>}
      <MomentList moments={shown} cursor={cursor} />
    </Card>
  );
}

type MomentListProps = { moments: readonly Moment[]; cursor: TimeCursor };

const usualHeight = 34;

/** A long flight has thousands; only the lines in sight exist. */
function MomentList({ moments, cursor }: MomentListProps): ReactElement {
  const frame = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes this
  const lines = useVirtualizer({
    count: moments.length,
    getScrollElement: () => frame.current,
    estimateSize: () => usualHeight,
    overscan: 6,
  });
  return (
    <div ref={frame} className="moments">
      <ol style={{ height: lines.getTotalSize() }}>
        {lines.getVirtualItems().map(({ index, start }) => {
          const moment = moments[index];
          return (
            moment && (
              <li
                key={index}
                ref={lines.measureElement}
                data-index={index}
                data-level={moment.level}
                style={{ translate: `0 ${start}px` }}
              >
                <MomentLine moment={moment} cursor={cursor} />
              </li>
            )
          );
        })}
      </ol>
    </div>
  );
}

function MomentLine({ moment, cursor }: { moment: Moment; cursor: TimeCursor }): ReactElement {
  const say = useSay();
  const measures = useMeasures();
  const { at, until, kind, level, text } = moment;
  const time = measures.clock(at);
  const found = ruleWords(moment, say, measures);
  return (
    <button
      type="button"
      title={say("flight.moments.jump", { time })}
      onClick={() => cursor.set(at)}
    >
      <span className="moment-time">{time}</span>
      <Icon name={level === "note" ? icons[kind] : "warning"} size={16} />
      <span className="moment-text">
        {say(`moment.${kind}`)}
        {found && <span> – {found}</span>}
        {text && <span className="soft"> {text}</span>}
        {until !== undefined && !found && <span className="soft"> – {measures.clock(until)}</span>}
      </span>
      {level !== "note" && <span className="visually-hidden">{say(`moment.level.${level}`)}</span>}
    </button>
  );
}
