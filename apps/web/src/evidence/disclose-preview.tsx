import type { DisclosedRow } from "@homepoint/api";
import type { ReactElement } from "react";
import { useSay } from "../words/use-say.ts";

const most = 20;

/** The very members that the auditor will see, by their own names. */
export function DisclosePreview({ rows }: { rows: readonly DisclosedRow[] }): ReactElement {
  const say = useSay();
  if (rows.length === 0) return <p className="soft">{say("disclose.empty")}</p>;
  return (
    <ul className="disclose-preview" aria-label={say("disclose.preview")}>
      {rows.slice(0, most).map(({ generation, index, shown, withheld }) => (
        <li key={`${generation} ${index}`}>
          <p className="mono small break">
            {inOrder(shown).map(([name, value]) => (
              <span key={name}>
                <span className="soft">{name}</span> {textOf(value)}{" "}
              </span>
            ))}
          </p>
          {withheld > 0 && <p className="small soft">{say("disclose.withheld", { withheld })}</p>}
        </li>
      ))}
      {rows.length > most && <li className="soft">…</li>}
    </ul>
  );
}

/** What happened and when, then the rest. */
function inOrder({ kind, at, ...rest }: DisclosedRow["shown"]): [string, unknown][] {
  return Object.entries({ kind, at, ...rest }).filter(([, value]) => value !== undefined);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
