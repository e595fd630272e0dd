import type { PolicyDescription, ServiceDescription } from "@homepoint/policy";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { Card, Page } from "../design/card.tsx";
import { Icon } from "../design/icon.tsx";
import { Badge, Note, Waiting, type Tone } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { useOwnTimes } from "../units/use-measures.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import "./mode.css";

type Containment = "full" | "partial" | "none";

/** The policy in words. Nothing can be changed here. */
export function ModePage(): ReactElement {
  const say = useSay();
  const client = useClient();
  const { data, error } = useQuery({
    queryKey: ["mode"],
    queryFn: ({ signal }) => client.getMode({}, { signal }),
  });
  // The route's own promise: a PolicyDescription, which the hub made by describePolicy.
  const policy = data?.description as PolicyDescription | undefined;
  return (
    <Page title={say("mode.title")} about={say("mode.about")}>
      {error && <Note tone="bad">{problemWords(say, error)}</Note>}
      {!policy && !error && <Waiting label={say("wait.page")} />}
      {policy && data && (
        <>
          <ModeCard policy={policy} />
          <div className="mode-pair">
            <PassesCard policy={policy} />
            <ContainmentCard level={data.containment} />
          </div>
          <BlockedCard policy={policy} />
          <div className="mode-pair">
            <HandoversCard policy={policy} />
            <WhyCard />
          </div>
        </>
      )}
    </Page>
  );
}

type PolicyProps = { policy: PolicyDescription };

function ModeCard({ policy }: PolicyProps): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  const { mode, lock, standard, clockBehind } = policy;
  return (
    <Card className="mode-now">
      <div className="mode-name">
        <span className="mode-sign">
          <Icon name="lock" size={28} />
        </span>
        <div>
          <p className="small soft">{say("mode.in-force")}</p>
          <h2>{say(`mode.${mode}.name`)}</h2>
          <p>{say(`mode.${mode}.about`)}</p>
        </div>
      </div>
      <dl className="facts">
        <dt>{say("mode.lock")}</dt>
        <dd>{say(`mode.lock.${lock}`)}</dd>
      </dl>
      {clockBehind && <Note tone="warn">{say("mode.clock-behind")}</Note>}
      {standard?.state === "in-force" && (
        <Note tone="warn" title={say("mode.standard.name")}>
          <p>{say("mode.standard.about", { until: time(standard.span.until) })}</p>
          <p>{standard.clients.join(", ")}</p>
        </Note>
      )}
    </Card>
  );
}

const grantTones: Readonly<Record<PolicyDescription["grants"][number]["state"], Tone>> = {
  "in-force": "good",
  "not-begun": "plain",
  ended: "plain",
  "clock-behind": "warn",
  "not-in-this-mode": "warn",
};

function PassesCard({ policy }: PolicyProps): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  return (
    <Card title={say("mode.passes")}>
      <ul className="rows">
        <li>
          <div className="grow">
            <p>{say("mode.passes.hub")}</p>
            <p className="small soft">{say("mode.passes.hub.about")}</p>
          </div>
        </li>
        {policy.grants.map(({ service, subject, span, state, why }) => (
          <li key={`${service} ${subject.id}`}>
            <div className="grow">
              <p>
                {say("mode.passes.grant", {
                  service: say(`service.${service}`),
                  subject: subject.id,
                })}
              </p>
              <p className="small soft">
                {span && say("mode.passes.until", { until: time(span.until) })} {why}
              </p>
            </div>
            <Badge tone={grantTones[state]}>{say(`mode.grant.${state}`)}</Badge>
          </li>
        ))}
      </ul>
      {policy.grants.length === 0 && <p className="soft">{say("mode.passes.nothing")}</p>}
    </Card>
  );
}

function ContainmentCard({ level }: { level: Containment }): ReactElement {
  const say = useSay();
  const tone = level === "none" ? "warn" : "good";
  return (
    <Card title={say("mode.containment")}>
      <Note tone={tone}>{say(`mode.containment.${level}`)}</Note>
    </Card>
  );
}

function BlockedCard({ policy }: PolicyProps): ReactElement {
  const say = useSay();
  const passing = new Set(
    policy.grants.filter(({ state }) => state === "in-force").map(({ service }) => service),
  );
  const blocked = policy.services.filter(({ service }) => !passing.has(service));
  return (
    <Card title={say("mode.blocked")} about={say("mode.blocked.about")}>
      <ul className="services">
        {blocked.map((service) => (
          <ServiceRow key={service.service} described={service} />
        ))}
      </ul>
    </Card>
  );
}

function ServiceRow({ described }: { described: ServiceDescription }): ReactElement {
  const say = useSay();
  const { service, switch: state, letsOut, stops, owners } = described;
  return (
    <li className="service">
      <div>
        <h3>{say(`service.${service}`)}</h3>
        <p className="small soft">{say(`mode.switch.${state}`)}</p>
      </div>
      <div>
        <p className="small soft">{say("mode.stops")}</p>
        {worthTelling(stops).map((stop) => (
          <p key={stop}>{say(`stops.${stop}`)}</p>
        ))}
      </div>
      <div>
        <p className="small soft">{say("mode.lets-out")}</p>
        <p>{letsOut.map((each) => say(`lets-out.${each}`)).join(", ")}</p>
        {owners.length > 0 && (
          <p className="small soft">{say("mode.owners", { owners: owners.join(", ") })}</p>
        )}
      </div>
    </li>
  );
}

/** That nothing would be missed is only said where nothing would be. */
function worthTelling(stops: ServiceDescription["stops"]): ServiceDescription["stops"] {
  const real = stops.filter((stop) => stop !== "nothing");
  return real.length > 0 ? real : stops;
}

const handovers = ["export", "download", "release", "key-request"] as const;

function HandoversCard({ policy }: PolicyProps): ReactElement {
  const say = useSay();
  return (
    <Card title={say("mode.handovers")} about={say("mode.handovers.about")}>
      <dl className="facts">
        {handovers.map((handover) => (
          <div key={handover} className="facts-pair">
            <dt>{say(`handover.${handover}`)}</dt>
            <dd>
              {policy.handovers[handover].map((role) => say(`role.${role}`)).join(", ") ||
                say("mode.handovers.nobody")}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function WhyCard(): ReactElement {
  const say = useSay();
  return (
    <Card title={say("mode.why")}>
      <ul className="dots">
        <li>{say("mode.why.default")}</li>
        <li>{say("mode.why.deny")}</li>
        <li>{say("mode.why.read-only")}</li>
      </ul>
    </Card>
  );
}
