import type { LogRow } from "@homepoint/api";
import type { Damage } from "@homepoint/flight";
import type { ReactElement } from "react";
import { Card } from "../../design/card.tsx";
import { Badge, Note } from "../../design/note.tsx";
import { useMeasures, useOwnTimes } from "../../units/use-measures.ts";
import { useSay } from "../../words/use-say.ts";

type LogsProps = { logs: readonly LogRow[]; damage: readonly Damage[] };

const mostShown = 50;

/** The files that the flight was read from, and what of them could not be read. */
export function Logs({ logs, damage }: LogsProps): ReactElement | null {
  const say = useSay();
  const measures = useMeasures();
  if (logs.length === 0 && damage.length === 0) return null;
  return (
    <Card title={say("flight.logs")}>
      <ul className="rows">
        {logs.map((log) => (
          <LogLine key={log.id} log={log} />
        ))}
      </ul>
      {damage.length > 0 && (
        <Note tone="warn" title={say("flight.damage", { count: damage.length })}>
          <p>{say("flight.damage.about")}</p>
          <ul className="dots small">
            {damage.slice(0, mostShown).map(({ offset, length, why }) => (
              <li key={offset}>
                {say("flight.damage.place", {
                  length: measures.number(length),
                  offset: measures.number(offset),
                  why,
                })}
              </li>
            ))}
          </ul>
        </Note>
      )}
    </Card>
  );
}

function LogLine({ log }: { log: LogRow }): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  const measures = useMeasures();
  const { name, size, format, takenInAt, source, reading } = log;
  const from = source === "" ? [] : [say("flight.logs.from", { source })];
  const parts = [
    measures.size(size),
    ...(format ? [format] : []),
    say("flight.logs.taken-in", { at: time(takenInAt) }),
    ...from,
  ];
  return (
    <li>
      <div className="grow">
        <p className="break">{name}</p>
        <p className="small soft break">{parts.join(" · ")}</p>
      </div>
      <Badge tone={reading === "read" ? "good" : "warn"}>{say(`flight.reading.${reading}`)}</Badge>
    </li>
  );
}
