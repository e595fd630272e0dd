import type { GatewayRow } from "@homepoint/api";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Confirm } from "../design/confirm.tsx";
import { Badge, Note, Waiting, type Tone } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { useChange } from "../hub/use-change.ts";
import { useOwnTimes } from "../units/use-measures.ts";
import { problemWords } from "../words/problem-words.ts";
import type { Say } from "../words/i18n.ts";
import { useSay } from "../words/use-say.ts";
import { InviteGateway } from "./invite-gateway.tsx";

/** Heard within this time, it counts as here. */
const hereMs = 60_000;

/** Gateways of this hub: what is in force there, and how far their evidence is here. */
export function GatewaysCard({ mayManage }: { mayManage: boolean }): ReactElement {
  const say = useSay();
  const client = useClient();
  const [isInviting, setInviting] = useState(false);
  const [removing, setRemoving] = useState<GatewayRow>();
  const { data, error } = useQuery({
    queryKey: ["gateways"],
    queryFn: ({ signal }) => client.listGateways({}, { signal }),
    refetchInterval: 15_000,
  });
  const remove = useChange("gateways", (id: string) => client.removeGateway({ id }));
  const which = removing?.state === "invited" ? "take-back" : "remove";
  return (
    <Card
      id="gateways"
      title={say("gateways.title")}
      about={say("gateways.about")}
      actions={
        mayManage && (
          <Button icon="plus" onClick={() => setInviting(true)}>
            {say("gateways.invite")}
          </Button>
        )
      }
    >
      {error && <Note tone="bad">{problemWords(say, error)}</Note>}
      {!data && !error && <Waiting label={say("wait.page")} />}
      {data?.gateways.length === 0 && <p className="soft">{say("gateways.none")}</p>}
      <ul className="rows">
        {data?.gateways.map((row) => (
          <GatewayLine
            key={row.id}
            row={row}
            onRemove={mayManage ? () => setRemoving(row) : undefined}
          />
        ))}
      </ul>
      {isInviting && <InviteGateway onClose={() => setInviting(false)} />}
      {removing && (
        <Confirm
          title={say(`gateways.${which}.title`, { name: removing.name })}
          about={say(`gateways.${which}.about`)}
          action={say("gateways.remove")}
          onClose={() => setRemoving(undefined)}
          onConfirm={() => remove.mutate(removing.id)}
        />
      )}
    </Card>
  );
}

type Standing = "invited" | "here" | "away" | "closed";

const tones: Readonly<Record<Standing, Tone>> = {
  invited: "plain",
  here: "good",
  away: "warn",
  closed: "bad",
};

function standingOf({ state, lastSeenAt, told }: GatewayRow): Standing {
  if (state === "invited") return "invited";
  if (Date.now() - Date.parse(lastSeenAt ?? "") > hereMs || !told) return "away";
  return told.isOpen && told.rules === "intact" ? "here" : "closed";
}

type LineProps = { row: GatewayRow; onRemove: (() => void) | undefined };

function GatewayLine({ row, onRemove }: LineProps): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  const standing = standingOf(row);
  const { broken } = row.evidence;
  const { first, rest } = linesOf(row, say, time);
  return (
    <li>
      <div className="grow">
        <p>{row.name}</p>
        {first.map((line) => (
          <p key={line} className="small soft">
            {line}
          </p>
        ))}
        {rest.length > 0 && (
          <details className="small soft">
            <summary>{say("gateways.more")}</summary>
            {rest.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </details>
        )}
        {broken && (
          <Note tone="bad">{say("gateways.broken", { broken: broken.replaceAll("-", "_") })}</Note>
        )}
      </div>
      <Badge tone={tones[standing]}>{say("gateways.state", { state: standing })}</Badge>
      {onRemove && <Button onClick={onRemove}>{say("gateways.remove")}</Button>}
    </li>
  );
}

type Lines = {
  /** When it was heard, and whatever is not as it should be. */
  readonly first: readonly string[];
  readonly rest: readonly string[];
};

function linesOf(row: GatewayRow, say: Say, time: (at: string) => string): Lines {
  const { state, expiresAt, lastSeenAt, told, hasPolicy, evidence, uncoveredSeconds } = row;
  if (state === "invited")
    return { first: [say("gateways.invited-until", { until: time(expiresAt ?? "") })], rest: [] };
  const seen = lastSeenAt
    ? say("gateways.seen", { at: time(lastSeenAt) })
    : say("gateways.never-seen");
  if (!told) return { first: [seen], rest: [] };
  const { mode, counter, waiting } = told.policy;
  const { size, witnessedAt } = evidence;
  const witnessed = witnessedAt ? time(witnessedAt) : "none";
  const minutes = uncoveredSeconds === null ? null : Math.ceil(uncoveredSeconds / 60);
  const isTold = (isOdd: boolean, text: string) => ({ isOdd, text });
  const lines = [
    isTold(
      !hasPolicy,
      say("gateways.policy", { mode, counter, current: hasPolicy ? "yes" : "no" }),
    ),
    ...(waiting === null ? [] : [isTold(true, say("gateways.waiting", { counter: waiting }))]),
    ...(told.observing.length > 0
      ? [isTold(true, say("gateways.observing", { clients: told.observing.join(", ") }))]
      : []),
    isTold(told.rules !== "intact", say("gateways.rules", { rules: told.rules })),
    isTold(false, say("gateways.clock", { source: told.clock.source })),
    isTold(false, say("gateways.evidence", { size, witnessed })),
    ...(minutes === null ? [] : [isTold(minutes > 0, say("gateways.uncovered", { minutes }))]),
    ...(told.unrecorded > 0
      ? [isTold(true, say("gateways.unrecorded", { count: told.unrecorded }))]
      : []),
  ];
  const textsOf = (isOdd: boolean) =>
    lines.filter((line) => line.isOdd === isOdd).map(({ text }) => text);
  return { first: [seen, ...textsOf(true)], rest: textsOf(false) };
}
