import { handovers, type PolicyDescription, type ServiceDescription } from "@homepoint/policy";
import { Link } from "@tanstack/react-router";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card, Page } from "../design/card.tsx";
import { Badge, Note, Waiting, type Tone } from "../design/note.tsx";
import { useOwnTimes } from "../units/use-measures.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { ChangesCard } from "./changes-card.tsx";
import { CutDialog } from "./cut-question.tsx";
import { GatewaysCard } from "./gateways-card.tsx";
import { MissionsCard } from "./missions-card.tsx";
import { ModeCard } from "./mode-card.tsx";
import { RelaxDialog, type Relaxing } from "./relax-dialog.tsx";
import { SealCard } from "./seal-card.tsx";
import { noTries, TriesCard, useTries } from "./tries-card.tsx";
import { WaitingCard } from "./waiting-card.tsx";
import { useChangeMode, useMayRelax, useMode, type ModeInForce } from "./use-mode.ts";
import "./mode.css";

/** What passes now, what each switch would let out, and who changed it. */
export function ModePage(): ReactElement {
  const say = useSay();
  const { mode, error } = useMode();
  return (
    <Page
      title={say("mode.title")}
      about={say("mode.about")}
      actions={<Link to="/advice">{say("advice.title")}</Link>}
    >
      {error && <Note tone="bad">{problemWords(say, error)}</Note>}
      {!mode && !error && <Waiting label={say("wait.page")} />}
      {mode && <InForce mode={mode} />}
    </Page>
  );
}

function InForce({ mode }: { mode: ModeInForce }): ReactElement {
  const { policy, found, containment, waiting } = mode;
  const seenTries = useTries() ?? noTries;
  const mayManage = useMayRelax();
  const mayRelax = mayManage && policy.lock !== "sealed";
  const [asked, setAsked] = useState<Relaxing>();
  const seen = [...policy.grants, ...seenTries.tries].flatMap(({ subject: { kind, id } }) =>
    kind === "client" ? [id] : [],
  );
  const onAllow = mayRelax ? setAsked : undefined;
  return (
    <>
      <ModeCard policy={policy} found={found} onRelax={setAsked} />
      <WaitingCard waiting={waiting} />
      <div className="mode-pair">
        <PassesCard policy={policy} />
        <ContainmentCard level={containment} />
      </div>
      <TriesCard {...seenTries} onAllow={onAllow} />
      <GatewaysCard mayManage={mayManage} />
      <BlockedCard policy={policy} onAllow={onAllow} />
      <MissionsCard policy={policy} />
      <ChangesCard />
      <SealCard />
      <div className="mode-pair">
        <HandoversCard policy={policy} />
        <WhyCard />
      </div>
      <CutDialog />
      {asked && (
        <RelaxDialog
          asked={asked}
          policy={policy}
          clients={[...new Set(seen)]}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

type PolicyProps = { policy: PolicyDescription };

const grantTones: Readonly<Record<PolicyDescription["grants"][number]["state"], Tone>> = {
  "in-force": "good",
  "not-begun": "plain",
  ended: "plain",
  "clock-behind": "warn",
  "not-in-this-mode": "warn",
  mission: "warn",
};

function PassesCard({ policy }: PolicyProps): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  const { mutate, isPending } = useChangeMode();
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
            <Button
              look="quiet"
              busy={isPending}
              onClick={() => mutate({ wish: { kind: "revoke", service, subject } })}
            >
              {say("mode.revoke")}
            </Button>
          </li>
        ))}
      </ul>
      {policy.grants.length === 0 && <p className="soft">{say("mode.passes.nothing")}</p>}
    </Card>
  );
}

function ContainmentCard({ level }: { level: ModeInForce["containment"] }): ReactElement {
  const say = useSay();
  const tone = level === "none" ? "warn" : "good";
  return (
    <Card title={say("mode.containment")}>
      <Note tone={tone}>{say(`mode.containment.${level}`)}</Note>
    </Card>
  );
}

type OnAllow = ((asked: Relaxing) => void) | undefined;

function BlockedCard({ policy, onAllow }: PolicyProps & { onAllow: OnAllow }): ReactElement {
  const say = useSay();
  const passing = new Set(
    policy.grants.filter(({ state }) => state === "in-force").map(({ service }) => service),
  );
  const blocked = policy.services.filter(({ service }) => !passing.has(service));
  const isGrantable = ({ switch: state }: ServiceDescription) =>
    state === "open" || state === "needs-password";
  const fixed = blocked.filter((service) => !isGrantable(service));
  const why = policy.lock === "sealed" ? "sealed" : "mode";
  return (
    <Card title={say("mode.blocked")} about={say("mode.blocked.about")}>
      <ServiceRows services={blocked.filter(isGrantable)} onAllow={onAllow} />
      {fixed.length > 0 && (
        <details>
          <summary>{say(`mode.blocked.${why}`, { count: fixed.length })}</summary>
          <ServiceRows services={fixed} onAllow={onAllow} />
        </details>
      )}
    </Card>
  );
}

type RowsProps = { services: readonly ServiceDescription[]; onAllow: OnAllow };

function ServiceRows({ services, onAllow }: RowsProps): ReactElement | null {
  if (services.length === 0) return null;
  return (
    <ul className="services">
      {services.map((service) => (
        <ServiceRow key={service.service} described={service} onAllow={onAllow} />
      ))}
    </ul>
  );
}

type ServiceRowProps = { described: ServiceDescription; onAllow: OnAllow };

function ServiceRow({ described, onAllow }: ServiceRowProps): ReactElement {
  const say = useSay();
  const { service, switch: state, letsOut, stops, owners } = described;
  const canAllow = onAllow && (state === "open" || state === "needs-password");
  return (
    <li className="service">
      <div>
        <h3>{say(`service.${service}`)}</h3>
        {state === "needs-password" && (
          <p className="small soft">{say("mode.switch.needs-password")}</p>
        )}
        {canAllow && (
          <Button onClick={() => onAllow({ kind: "grant", service })}>{say("mode.allow")}</Button>
        )}
      </div>
      <div>
        <p className="small soft service-caption">{say("mode.stops")}</p>
        {worthTelling(stops).map((stop) => (
          <p key={stop}>{say(`stops.${stop}`)}</p>
        ))}
      </div>
      <div>
        <p className="small soft service-caption">{say("mode.lets-out")}</p>
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
        <li>{say("mode.why.lock")}</li>
      </ul>
    </Card>
  );
}
