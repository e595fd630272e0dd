import type { PassedFlow, RefusedTry, TriesOverTime } from "@homepoint/api";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { useClient } from "../hub/client.tsx";
import { useOwnTimes } from "../units/use-measures.ts";
import { useSay } from "../words/use-say.ts";
import { PassedList } from "./passed-list.tsx";
import { TriesPlot } from "./tries-plot.tsx";
import type { Relaxing } from "./relax-dialog.tsx";

type Tries = {
  readonly tries: readonly RefusedTry[];
  readonly passed: readonly PassedFlow[];
  readonly overTime: TriesOverTime | undefined;
};

export const noTries: Tries = { tries: [], passed: [], overTime: undefined };

/** What tried to get out and was refused, and what passed gateways. */
export function useTries(): Tries | undefined {
  const client = useClient();
  const { data } = useQuery({
    queryKey: ["mode", "tries"],
    queryFn: ({ signal }) => client.listRefusedTries({}, { signal }),
  });
  return data;
}

type TriesCardProps = Tries & {
  /** Undefined where this person may not, or the lock does not permit it. */
  onAllow: ((asked: Relaxing) => void) | undefined;
};

export function TriesCard({ tries, passed, overTime, onAllow }: TriesCardProps): ReactElement {
  const say = useSay();
  return (
    <Card title={say("mode.tries")} about={say("mode.tries.about")}>
      {tries.length === 0 && <p className="soft">{say("mode.tries.none")}</p>}
      {overTime && <TriesPlot overTime={overTime} />}
      <ul className="rows">
        {tries.map((tried) => (
          <TryRow
            key={`${tried.subject.id} ${tried.host} ${tried.gateway ?? ""}`}
            tried={tried}
            onAllow={onAllow}
          />
        ))}
      </ul>
      {passed.length > 0 && <PassedList passed={passed} />}
    </Card>
  );
}

function TryRow({
  tried,
  onAllow,
}: {
  tried: RefusedTry;
  onAllow: TriesCardProps["onAllow"];
}): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  const { subject, host, owner, whatStops, count, lastAt, services, stays, gateway } = tried;
  const names = services.map((service) => say(`service.${service}`));
  return (
    <li>
      <div className="grow">
        <p className="break">
          {say("mode.tries.of", { subject: subject.id, host })}{" "}
          {gateway !== null && (
            <span className="soft">{say("gateways.tried-at", { gateway })}</span>
          )}
        </p>
        <p className="small soft">
          {say("mode.tries.more", { count, last: time(lastAt), owner: owner ?? "none" })}
        </p>
        {whatStops && (
          <p className="small soft">
            {say("mode.tries.stops", { what: say(`stops.${whatStops}`) })}
          </p>
        )}
        {stays && <p className="small soft">{say(`mode.tries.${stays}`)}</p>}
        {services.length > 1 && (
          <p className="small soft">{say("mode.tries.needs", { services: names.join(", ") })}</p>
        )}
      </div>
      {onAllow && (
        <div className="mode-allows">
          {services.map((service, at) => (
            <Button key={service} onClick={() => onAllow({ kind: "grant", service, subject })}>
              {services.length === 1 ? say("mode.allow") : `${names[at]}…`}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
}
