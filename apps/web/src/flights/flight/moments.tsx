import type { Moment, MomentKind } from "@homepoint/flight";
import { useState, type ReactElement } from "react";
import type { TimeCursor } from "../../charts/time-cursor.ts";
import { Card } from "../../design/card.tsx";
import { Icon } from "../../design/icon.tsx";
import type { IconName } from "../../design/icon-paths.ts";
import { Segments } from "../../design/segments.tsx";
import { useMeasures } from "../../units/use-measures.ts";
import { useSay } from "../../words/use-say.ts";

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
  "app-text": "note",
};

type Which = "all" | "warnings";

/** What happened, in order; pressing one points charts and map at it. */
export function Moments({
  moments,
  cursor,
}: {
  moments: readonly Moment[];
  cursor: TimeCursor;
}): ReactElement {
  const say = useSay();
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
      <ol className="moments">
        {shown.map((moment, number) => (
          // oxlint-disable-next-line react/no-array-index-key -- the list of a flight never changes
          <MomentLine key={`${moment.at} ${number}`} moment={moment} cursor={cursor} />
        ))}
      </ol>
    </Card>
  );
}

function MomentLine({ moment, cursor }: { moment: Moment; cursor: TimeCursor }): ReactElement {
  const say = useSay();
  const measures = useMeasures();
  const { at, until, kind, level, text } = moment;
  const time = measures.clock(at);
  return (
    <li data-level={level}>
      <button
        type="button"
        title={say("flight.moments.jump", { time })}
        onClick={() => cursor.set(at)}
      >
        <span className="moment-time">{time}</span>
        <Icon name={level === "note" ? icons[kind] : "warning"} size={16} />
        <span className="moment-text">
          {say(`moment.${kind}`)}
          {text && <span className="soft"> {text}</span>}
          {until !== undefined && <span className="soft"> – {measures.clock(until)}</span>}
        </span>
        {level !== "note" && (
          <span className="visually-hidden">{say(`moment.level.${level}`)}</span>
        )}
      </button>
    </li>
  );
}
