import type { FlightProofAnswer } from "@homepoint/api";
import { breachCodes, doubtCodes } from "@homepoint/policy";
import { Link } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import { Card } from "../../design/card.tsx";
import { Note, type Tone } from "../../design/note.tsx";
import type { Measures } from "../../units/measures.ts";
import { useMeasures } from "../../units/use-measures.ts";
import type { Say } from "../../words/i18n.ts";
import { useSay } from "../../words/use-say.ts";

type Reason = FlightProofAnswer["reasons"][number];

const tones: Readonly<Record<FlightProofAnswer["verdict"], Tone>> = {
  held: "good",
  "not-held": "bad",
  "not-proved": "plain",
};

/** Whether anything left of this flight, and what that rests on. */
export function ProofCard({
  proved,
  children,
}: {
  proved: FlightProofAnswer;
  children?: ReactNode;
}): ReactElement {
  const say = useSay();
  const measures = useMeasures();
  const { verdict, reasons, devices, seconds, coveredSeconds, refused, bytesOut } = proved;
  const ranks: readonly (readonly string[])[] = [breachCodes, doubtCodes];
  const isGrave = ({ code }: Reason) => ranks.some((codes) => codes.includes(code));
  const told = (some: readonly Reason[]) =>
    some
      .map((reason) => reasonWords(reason, say, measures))
      .filter((text, at, all) => all.indexOf(text) === at);
  return (
    <Card title={say("proof.title")}>
      <Note tone={tones[verdict]} title={say(`proof.${verdict}`)}>
        <p>{say(`proof.${verdict}.about`)}</p>
      </Note>
      <Reasons texts={told(reasons.filter(isGrave))} />
      {devices.length > 0 && (
        <p className="small soft">{say("proof.devices", { devices: devices.join(", ") })}</p>
      )}
      {coveredSeconds !== undefined && seconds !== undefined && (
        <CoverBar share={seconds > 0 ? coveredSeconds / seconds : 0} />
      )}
      {coveredSeconds !== undefined && seconds !== undefined && (
        <p className="small soft">
          {say("proof.covered", {
            covered: measures.clock(coveredSeconds),
            whole: measures.clock(seconds),
          })}
          {"; "}
          {say("proof.figures", { refused, bytes: measures.size(bytesOut) })}
        </p>
      )}
      <Reasons texts={told(reasons.filter((reason) => !isGrave(reason)))} isSoft />
      {children}
      <p className="small">
        <Link to="/advice">{say("proof.register")}</Link>
      </p>
    </Card>
  );
}

/** How much of the flight a gateway saw; the words below say it as well. */
function CoverBar({ share }: { share: number }): ReactElement {
  const width = Math.min(1, share) * 100;
  return (
    <svg className="cover-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect className="cover-unseen" width={100} height={4} />
      <rect className="cover-seen" width={width} height={4} />
    </svg>
  );
}

function Reasons({
  texts,
  isSoft,
}: {
  texts: readonly string[];
  isSoft?: true;
}): ReactElement | null {
  if (texts.length === 0) return null;
  return (
    <ul className={isSoft ? "dots small soft" : "dots"}>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

function reasonWords(reason: Reason, say: Say, measures: Measures): string {
  const { code, device, kind, serial, way, service, sensitivity, seconds, bytes, count } = reason;
  return say(`proof.${code}`, {
    device: device ?? "",
    kind: kind ? say(`device.${kind}`) : "",
    serial: serial ?? "none",
    way: way ? say(`way.${way}`) : "",
    service: service ? say(`service.${service}`) : say("proof.a-service"),
    sensitivity: sensitivity ? say(`sensitivity.${sensitivity}`) : "",
    duration: measures.clock(seconds ?? 0),
    bytes: measures.size(bytes ?? 0),
    count: count ?? 0,
  });
}
