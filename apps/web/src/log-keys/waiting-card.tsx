import type { WaitingLog } from "@homepoint/api";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Badge, Note, Waiting } from "../design/note.tsx";
import { aircraftText } from "../flights/columns.ts";
import { useClient } from "../hub/client.tsx";
import { useMeasures, useOwnTimes, useTimes } from "../units/use-measures.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";

const atFirst = 50;

type WaitingCardProps = {
  waiting: readonly WaitingLog[];
  /** Whether this person may see what would leave. */
  mayShow: boolean;
};

/** Every log that waits, and of each what would leave. */
export function WaitingCard({ waiting, mayShow }: WaitingCardProps): ReactElement {
  const say = useSay();
  const [shown, setShown] = useState(atFirst);
  const hidden = waiting.length - shown;
  return (
    <Card title={say("log-keys.waiting", { count: waiting.length })}>
      <ul className="rows">
        {waiting.slice(0, shown).map((log) => (
          <WaitingRow key={log.log} waiting={log} mayShow={mayShow} />
        ))}
      </ul>
      {hidden > 0 && (
        <div>
          <Button onClick={() => setShown(2 * shown + hidden)}>
            {say("log-keys.more", { count: hidden })}
          </Button>
        </div>
      )}
    </Card>
  );
}

function WaitingRow({ waiting, mayShow }: { waiting: WaitingLog; mayShow: boolean }): ReactElement {
  const say = useSay();
  const time = useTimes();
  const ownTime = useOwnTimes();
  const measures = useMeasures();
  const [isOpen, setOpen] = useState(false);
  const { log, name, flight, formatVersion, keys, bytes, asked } = waiting;
  const when = flight ? time(flight.startedAt, "both", flight.timeZone) : name;
  return (
    <li>
      <div className="grow">
        <p>
          {flight ? (
            <Link to="/flights/$flight" params={{ flight: flight.id }}>
              {flight.name ?? when}
            </Link>
          ) : (
            name
          )}{" "}
          <span className="soft">{flight && aircraftText(flight)}</span>
        </p>
        <p className="small soft">
          {say("log-keys.row", { version: formatVersion ?? "?", keys, size: measures.size(bytes) })}
          {asked && ` · ${say("log-keys.row.asked", { at: ownTime(asked.at), by: asked.by })}`}
        </p>
      </div>
      <WaitingBadges waiting={waiting} />
      {mayShow && (
        <details
          className="log-keys-shows"
          onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
        >
          <summary>{say("log-keys.row.shows")}</summary>
          {isOpen && <RequestBody log={log} />}
        </details>
      )}
    </li>
  );
}

function WaitingBadges({ waiting: { asked, hasSome } }: { waiting: WaitingLog }): ReactElement {
  const say = useSay();
  const state = asked ? (asked.isOver ? "over" : "asked") : "new";
  return (
    <span className="badges">
      {hasSome && <Badge tone="warn">{say("log-keys.badge.part")}</Badge>}
      <Badge tone={state === "asked" ? "accent" : "plain"}>{say(`log-keys.badge.${state}`)}</Badge>
    </span>
  );
}

function RequestBody({ log }: { log: string }): ReactElement {
  const say = useSay();
  const client = useClient();
  const { data, error } = useQuery({
    queryKey: ["key-request", log],
    queryFn: ({ signal }) => client.showKeyRequest({ log }, { signal }),
  });
  if (error) return <Note tone="bad">{problemWords(say, error)}</Note>;
  if (!data) return <Waiting label={say("wait.page")} />;
  return (
    <>
      <p className="small soft">{say("log-keys.row.body")}</p>
      <pre className="mono log-keys-body">{data.body}</pre>
    </>
  );
}
