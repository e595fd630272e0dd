import type { ReactElement } from "react";
import { Card } from "../../design/card.tsx";
import { useMeasures, useTimes } from "../../units/use-measures.ts";
import { useSay } from "../../words/use-say.ts";
import type { FlightShown } from "./flight-page.tsx";
import { positionText } from "./position-text.ts";

/** When and where, by whose clock, and what people wrote on it. */
export function LogFacts({ flight }: { flight: FlightShown }): ReactElement {
  const say = useSay();
  const time = useTimes();
  const measures = useMeasures();
  const { row, notes, summary } = flight;
  const { startedAt, timeZone, clock, takeoff, rows, format, formatVersion } = summary;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [say("flight.facts.started"), time(startedAt, "long", timeZone ?? null)],
    [say("flight.facts.zone"), timeZone],
    [say("flight.facts.clock"), say(`flight.facts.clock.${clock}`)],
    [say("flight.facts.takeoff"), takeoff && positionText(takeoff)],
    [say("flight.facts.rows"), measures.number(rows)],
    [say("flight.facts.format"), `${format} ${formatVersion ?? ""}`],
    [say("flight.facts.pilot"), row.pilot ?? undefined],
    [say("flight.facts.tags"), row.tags.join(", ") || undefined],
    [say("flight.facts.notes"), notes || undefined],
  ];
  return (
    <Card title={say("flight.facts")}>
      <dl className="facts">
        {facts.map(
          ([name, text]) =>
            text && (
              <div key={name} className="facts-pair">
                <dt>{name}</dt>
                <dd className="notes">{text}</dd>
              </div>
            ),
        )}
      </dl>
    </Card>
  );
}
