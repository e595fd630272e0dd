import type { CaptureRow } from "@homepoint/api";
import type { CaptureSeen } from "@homepoint/inspect";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card, Page } from "../design/card.tsx";
import { Note, Waiting } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { useMayRelax } from "../mode/use-mode.ts";
import { useOwnTimes } from "../units/use-measures.ts";
import { isWordId } from "../words/i18n.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { CaptureTotals } from "./capture-card.tsx";
import { FlowsView } from "./flows-view.tsx";
import { RemoveCapture } from "./remove-capture.tsx";
import "./audits.css";

/** What is kept of one capture, with the verdicts of when it was kept. */
export function CapturePage(): ReactElement {
  const say = useSay();
  const client = useClient();
  const mayRemove = useMayRelax();
  const [isRemoving, setRemoving] = useState(false);
  const { capture: id } = useParams({ from: "/audits/captures/$capture" });
  const { data, error } = useQuery({
    queryKey: ["captures", id],
    queryFn: ({ signal }) => client.readCapture({ id }, { signal }),
  });
  if (error) return <Note tone="bad">{problemWords(say, error)}</Note>;
  if (!data) return <Waiting label={say("wait.page")} />;
  const { capture } = data;
  const seen = data.judged as CaptureSeen; // the hub judged it with the same function
  return (
    <Page
      title={capture.name}
      about={<Link to="/audits">{say("captures.all")}</Link>}
      actions={
        mayRemove && (
          <Button look="quiet" icon="trash" onClick={() => setRemoving(true)}>
            {say("captures.shred")}
          </Button>
        )
      }
    >
      <Card about={<CaptureTotals seen={seen} />} title={say("captures.title.one")}>
        <CaptureFacts capture={capture} />
        <FlowsView seen={seen} />
      </Card>
      {isRemoving && <RemoveCapture capture={capture} onClose={() => setRemoving(false)} />}
    </Page>
  );
}

function CaptureFacts({ capture }: { capture: CaptureRow }): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  const { client, program, by, keptAt, mode, counter, sha256 } = capture;
  const modeName = `mode.${mode}.name`;
  const rows = [
    [say("captures.fact.device"), client ?? say("captures.no-device")],
    [
      say("captures.fact.policy"),
      say("captures.fact.by-policy", {
        mode: isWordId(modeName) ? say(modeName) : mode,
        counter,
      }),
    ],
    [say("captures.fact.kept"), say("mode.changes.by", { by, at: time(keptAt) })],
    [say("captures.fact.hash"), sha256],
  ] as const;
  return (
    <dl className="facts">
      {rows.map(([name, text]) => (
        <div key={name} className="facts-pair">
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
      {program !== null && (
        <div className="facts-pair">
          <dt>{say("captures.program")}</dt>
          <dd>
            <Link to="/software/$program" params={{ program }}>
              {say("captures.fact.program")}
            </Link>
          </dd>
        </div>
      )}
    </dl>
  );
}
