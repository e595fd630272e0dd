import type { GapRow } from "@homepoint/api";
import type { ReactElement } from "react";
import { Note } from "../design/note.tsx";
import { useMeasures, useOwnTimes } from "../units/use-measures.ts";
import { useSay } from "../words/use-say.ts";

/** Times that the log says nothing of, and what the machine's interfaces passed in them. */
export function GapList({ gaps }: { gaps: readonly GapRow[] }): ReactElement {
  const say = useSay();
  const measures = useMeasures();
  const ownTime = useOwnTimes();
  if (gaps.length === 0) return <Note tone="good">{say("gaps.none")}</Note>;
  return (
    <Note tone="warn" title={say("gaps.title", { count: gaps.length })}>
      <p>{say("gaps.about")}</p>
      <ul className="dots">
        {gaps.map(({ from, until, unexplained, generation, entry }) => (
          <li key={`${generation} ${entry}`}>
            {say("gaps.one", { from: ownTime(from, "exact"), until: ownTime(until, "exact") })}{" "}
            {Object.keys(unexplained).length === 0 && say("gaps.uncounted")}
            {Object.entries(unexplained).map(([name, { bytesIn, bytesOut, counted }]) => (
              <span key={name}>
                {say(counted === "through" ? "gaps.passed" : "gaps.passed-at-least", {
                  name,
                  bytesIn: measures.size(bytesIn),
                  bytesOut: measures.size(bytesOut),
                })}{" "}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Note>
  );
}
