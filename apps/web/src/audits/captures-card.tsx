import type { CaptureRow } from "@homepoint/api";
import { bytesText } from "@homepoint/inspect";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Badge, Note, Waiting } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { useMayRelax } from "../mode/use-mode.ts";
import { useOwnTimes } from "../units/use-measures.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { RemoveCapture } from "./remove-capture.tsx";

/** Captures whose result is kept. */
export function CapturesCard(): ReactElement {
  const say = useSay();
  const client = useClient();
  const mayRemove = useMayRelax();
  const [removing, setRemoving] = useState<CaptureRow>();
  const { data, error } = useQuery({
    queryKey: ["captures"],
    queryFn: ({ signal }) => client.listCaptures({}, { signal }),
  });
  return (
    <Card title={say("captures.title")} about={say("captures.about")}>
      {error && <Note tone="bad">{problemWords(say, error)}</Note>}
      {!data && !error && <Waiting label={say("wait.page")} />}
      {data?.captures.length === 0 && <p className="soft">{say("captures.none")}</p>}
      <ul className="rows">
        {data?.captures.map((row) => (
          <CaptureLine
            key={row.id}
            row={row}
            onRemove={mayRemove ? () => setRemoving(row) : undefined}
          />
        ))}
      </ul>
      {removing && <RemoveCapture capture={removing} onClose={() => setRemoving(undefined)} />}
    </Card>
  );
}

type LineProps = { row: CaptureRow; onRemove: (() => void) | undefined };

function CaptureLine({ row, onRemove }: LineProps): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  const { id, name, client, from, flows, refused, allowed, bytesOut } = row;
  const told = [
    client ?? say("captures.no-device"),
    time(from),
    say("captures.counts", { flows, out: bytesText(bytesOut) }),
  ];
  return (
    <li>
      <div className="grow">
        <p className="break">
          <Link to="/audits/captures/$capture" params={{ capture: id }}>
            {name}
          </Link>
        </p>
        <p className="small soft">{told.join(" · ")}</p>
      </div>
      {refused > 0 && <Badge tone="good">{say("captures.refused", { count: refused })}</Badge>}
      {allowed > 0 && <Badge tone="warn">{say("captures.allowed", { count: allowed })}</Badge>}
      {onRemove && (
        <Button look="quiet" onClick={onRemove}>
          {say("captures.shred")}
        </Button>
      )}
    </li>
  );
}
