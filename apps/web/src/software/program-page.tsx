import type { ProgramDetail } from "@homepoint/api";
import { bytesText } from "@homepoint/inspect";
import { knownPrograms } from "@homepoint/policy";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card, Page } from "../design/card.tsx";
import { Confirm } from "../design/confirm.tsx";
import { Badge, Note, Waiting } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { useChange } from "../hub/use-change.ts";
import { useStatus } from "../hub/use-status.ts";
import { useOwnTimes } from "../units/use-measures.ts";
import { useSay } from "../words/use-say.ts";
import { InspectionView } from "./inspection-view.tsx";
import { KnownProgramView } from "./known-card.tsx";
import { PapersCard } from "./papers-card.tsx";
import { PracticesCard } from "./practices-card.tsx";
import { VersionsCard } from "./versions-card.tsx";
import "./software.css";

/** All that is known of one program. */
export function ProgramPage(): ReactElement {
  const say = useSay();
  const client = useClient();
  const { program: id } = useParams({ from: "/software/$program" });
  const { data, error } = useQuery({
    queryKey: ["program", id],
    staleTime: 0,
    queryFn: ({ signal }) => client.readProgram({ id }, { signal }),
  });
  if (error) return <Note tone="bad">{say("program.missing")}</Note>;
  if (!data) return <Waiting label={say("software.title")} />;
  return <OneProgram program={data} />;
}

type Shown = { program: ProgramDetail };

function OneProgram({ program }: Shown): ReactElement {
  const say = useSay();
  const role = useStatus().data?.signedIn?.role;
  const mayChange = role === "owner" || role === "manager";
  const known = knownPrograms.find((id) => id === program.known);
  const about = [program.owner, program.packageId].filter(Boolean).join(" · ");
  return (
    <Page
      title={program.name}
      about={about}
      actions={mayChange && <RemoveButton program={program} />}
    >
      <p>
        <Link to="/software">{say("program.back")}</Link>
      </p>
      {program.note && <p>{program.note}</p>}
      {program.versions.length === 0 && <Note>{say("software.not-inspected")}</Note>}
      <LatestInspection program={program} />
      {program.versions.length > 0 && <VersionsCard versions={program.versions} />}
      <HostsSeen program={program} />
      <PracticesCard program={program} mayChange={mayChange} />
      <PapersCard program={program} mayChange={mayChange} />
      {known && (
        <Card>
          <KnownProgramView id={known} />
        </Card>
      )}
    </Page>
  );
}

function RemoveButton({ program }: Shown): ReactElement {
  const say = useSay();
  const client = useClient();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const { id, name } = program;
  const { mutate } = useChange("programs", () => client.removeProgram({ id }));
  return (
    <>
      <Button look="quiet" icon="trash" onClick={() => setAsking(true)}>
        {say("program.remove")}
      </Button>
      {isAsking && (
        <Confirm
          title={say("program.remove.title", { name })}
          about={say("program.remove.about")}
          action={say("program.remove")}
          onClose={() => setAsking(false)}
          onConfirm={() =>
            mutate(undefined, { onSuccess: () => void navigate({ to: "/software" }) })
          }
        />
      )}
    </>
  );
}

function LatestInspection({ program }: Shown): ReactElement | null {
  const client = useClient();
  const say = useSay();
  const object = program.latest?.inspection;
  const { data } = useQuery({
    queryKey: ["inspection", object],
    enabled: object !== undefined,
    queryFn: ({ signal }) =>
      client.readInspection({ id: program.id, object: object ?? "" }, { signal }),
  });
  if (!object) return null;
  return data ? (
    <InspectionView app={data.inspection} />
  ) : (
    <Waiting label={say("software.inspect")} />
  );
}

function HostsSeen({ program: { captures, hosts } }: Shown): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  return (
    <Card title={say("program.hosts")} about={say("program.hosts.about")}>
      {captures.length === 0 && <p className="soft">{say("program.hosts.none")}</p>}
      {captures.length > 0 && (
        <p className="small soft">
          {say("program.captures", {
            captures: captures.map(({ name, at }) => `${name}, ${time(at, "date")}`).join("; "),
          })}
        </p>
      )}
      <ul className="rows">
        {hosts.map(({ host, held, seen, bytesOut }) => (
          <li key={host}>
            <span className="grow break">
              {host}{" "}
              {seen && (
                <span className="small soft">
                  {say("program.host.sent", { out: bytesText(bytesOut) })}
                </span>
              )}
            </span>
            <Badge tone={seen && !held ? "bad" : seen ? "accent" : "plain"}>
              {say(`program.host.${seen ? (held ? "both" : "seen") : "held"}`)}
            </Badge>
          </li>
        ))}
      </ul>
    </Card>
  );
}
