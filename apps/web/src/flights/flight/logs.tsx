import type { LogRow } from "@homepoint/api";
import type { ReactElement } from "react";
import { Card } from "../../design/card.tsx";
import { Badge } from "../../design/note.tsx";
import { useMeasures, useOwnTimes } from "../../units/use-measures.ts";
import { useSay } from "../../words/use-say.ts";

/** The files that the flight was read from. */
export function Logs({ logs }: { logs: readonly LogRow[] }): ReactElement | null {
  const say = useSay();
  if (logs.length === 0) return null;
  return (
    <Card title={say("flight.logs")}>
      <ul className="rows">
        {logs.map((log) => (
          <LogLine key={log.id} log={log} />
        ))}
      </ul>
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
