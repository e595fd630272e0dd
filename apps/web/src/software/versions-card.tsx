import type { ProgramDetail } from "@homepoint/api";
import type { ReactElement } from "react";
import { Card } from "../design/card.tsx";
import { Badge } from "../design/note.tsx";
import { useOwnTimes } from "../units/use-measures.ts";
import { useSay } from "../words/use-say.ts";

type Version = ProgramDetail["versions"][number];

/** Every version that was inspected, the newest first, with what differs from the one before. */
export function VersionsCard({ versions }: { versions: readonly Version[] }): ReactElement {
  return (
    <Card title={useSay()("program.versions")}>
      <ul className="software-versions">
        {versions.map((version, at) => (
          <li key={version.inspection}>
            <OneVersion version={version} isFirst={at === versions.length - 1} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

const changeTones = { new: "accent", gone: "plain", changed: "warn" } as const;

function OneVersion({ version, isFirst }: { version: Version; isFirst: boolean }): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  const { versionName, versionCode, at, by, differences, hosts, trackers } = version;
  return (
    <>
      <h3>
        {versionName || say("program.no-version")}{" "}
        {versionCode && <span className="soft small">({versionCode})</span>}
      </h3>
      <p className="small soft">
        {say("program.inspected", { at: time(at, "date"), by })} ·{" "}
        {say("software.counts", { hosts, trackers })}
      </p>
      {!isFirst && differences.length === 0 && (
        <p className="small">{say("program.differences.none")}</p>
      )}
      {differences.length > 0 && (
        <details>
          <summary>
            {say("program.differences")} <Badge>{differences.length}</Badge>
          </summary>
          <ul className="rows">
            {differences.map((one) => {
              const what = one.change === "changed" ? say("program.changed", one) : one.what;
              return (
                <li key={`${one.kind} ${one.change} ${what}`}>
                  <div className="grow">
                    <p className="break">{what}</p>
                    <p className="small soft">{say(`difference.${one.kind}`)}</p>
                  </div>
                  {one.change !== "changed" && (
                    <Badge tone={changeTones[one.change]}>{say(`program.${one.change}`)}</Badge>
                  )}
                </li>
              );
            })}
          </ul>
        </details>
      )}
    </>
  );
}
