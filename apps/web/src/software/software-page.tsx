import type { ProgramRowShown } from "@homepoint/api";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Card, Page } from "../design/card.tsx";
import { Badge, Empty, Waiting } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { useStatus } from "../hub/use-status.ts";
import { useSay } from "../words/use-say.ts";
import { InspectCard } from "./inspect-card.tsx";
import { KnownCard } from "./known-card.tsx";
import "./software.css";

/** The register of programs, a place to look into packages, and what is known of programs already. */
export function SoftwarePage(): ReactElement {
  const say = useSay();
  const client = useClient();
  const role = useStatus().data?.signedIn?.role;
  const mayChange = role === "owner" || role === "manager";
  const { data } = useQuery({
    queryKey: ["programs"],
    staleTime: 0,
    queryFn: ({ signal }) => client.listPrograms({}, { signal }),
  });
  const programs = data?.programs ?? [];
  return (
    <Page title={say("software.title")} about={say("software.about")}>
      <InspectCard mayKeep={mayChange} />
      <Card title={say("software.register")}>
        {!data && <Waiting label={say("software.register")} />}
        {data && programs.length === 0 && (
          <Empty icon="layers" title={say("software.none")}>
            <p>{say("software.none.about")}</p>
          </Empty>
        )}
        <ul className="rows">
          {programs.map((program) => (
            <ProgramLine key={program.id} program={program} />
          ))}
        </ul>
      </Card>
      <KnownCard registered={programs.map(({ known }) => known)} mayChange={mayChange} />
    </Page>
  );
}

const signedTones = {
  good: "good",
  bad: "bad",
  "not-checked": "plain",
  unsigned: "warn",
} as const;

function ProgramLine({ program }: { program: ProgramRowShown }): ReactElement {
  const say = useSay();
  const { id, name, owner, latest, attestations } = program;
  return (
    <li>
      <div className="grow">
        <p>
          <Link to="/software/$program" params={{ program: id }}>
            {name}
          </Link>{" "}
          <span className="soft small">{owner}</span>
        </p>
        <p className="small soft">
          {latest
            ? `${latest.versionName || say("program.no-version")} · ${say("software.counts", { hosts: latest.hosts, trackers: latest.trackers })}`
            : say("software.not-inspected")}
        </p>
      </div>
      <div className="row">
        {latest?.opaque && <Badge tone="warn">{say("software.opaque")}</Badge>}
        {latest && (
          <Badge tone={signedTones[latest.signed]}>{say(`software.signed.${latest.signed}`)}</Badge>
        )}
        {attestations.length > 0 && (
          <Badge>{say("software.papers", { count: attestations.length })}</Badge>
        )}
      </div>
    </li>
  );
}
