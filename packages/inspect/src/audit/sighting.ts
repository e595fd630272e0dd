import { isLocalHost, nameHost, normalHost, type Service } from "@homepoint/policy";
import type { CaptureSeen, Flow, Question } from "../capture/flow.ts";

/** Something in a capture that went, or would have gone, to one host. */
export type Sighting = {
  readonly kind: "flow" | "question";
  /** As the client named it; else the address. */
  readonly host: string;
  readonly address?: string;
  /** Names that were answered with the address; no proof that they were meant. */
  readonly maybe: readonly string[];
  /** As `tcp/443`, `dns`. */
  readonly port: string;
  readonly at: number;
  readonly until: number;
  readonly service?: Service;
  readonly owner?: string;
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly isAllowed: boolean;
};

/** Whether the policy that was enforced lets this pass. */
export type Allows = (seen: Flow | Question) => boolean;

/** All that one side's captures show; questions stand for the flows that carried them. */
export function sightingsOf(seen: readonly CaptureSeen[], allows: Allows): readonly Sighting[] {
  return seen.flatMap(({ flows, questions }) => {
    const asked = new Set(questions.map(({ from, to }) => `${from} ${to}`));
    const carried = ({ from, to, spoken, port }: Flow) =>
      (spoken === "dns" || spoken === "mdns" || port === 53) && asked.has(`${from} ${to}`);
    return [
      ...flows
        .filter((flow) => !carried(flow) && (flow.direction === "out" || flow.bytesOut > 0))
        .map((flow) => sightFlow(flow, allows)),
      ...questions.map((question) => sightQuestion(question, allows)),
    ];
  });
}

function sightFlow(flow: Flow, allows: Allows): Sighting {
  const host = normalHost(flow.serverName ?? "") ?? flow.to;
  const { service = nameHost(host).services[0], owner = nameHost(host).owner } = flow;
  return {
    kind: "flow",
    host,
    address: flow.to,
    maybe: flow.serverName === undefined ? flow.dnsNames : [],
    port: flow.port === 0 ? flow.transport : `${flow.transport}/${flow.port}`,
    at: Date.parse(flow.startedAt),
    until: Date.parse(flow.endedAt),
    ...(service && { service }),
    ...(owner === undefined ? {} : { owner }),
    bytesOut: flow.bytesOut,
    bytesIn: flow.bytesIn,
    isAllowed: allows(flow),
  };
}

function sightQuestion(question: Question, allows: Allows): Sighting {
  const host = normalHost(question.name) ?? question.name.toLowerCase();
  const {
    services: [service],
    owner,
  } = nameHost(host);
  const at = Date.parse(question.at);
  return {
    kind: "question",
    host: question.transport === "mdns" ? `${host} (mdns)` : host,
    maybe: [],
    port: "dns",
    at,
    until: at,
    ...(service && { service }),
    ...(owner === undefined ? {} : { owner }),
    bytesOut: 0,
    bytesIn: 0,
    isAllowed: allows(question),
  };
}

/** On this machine or this link, whoever routes: nothing that goes there has left. */
export function staysHere({ host, port, address }: Sighting): boolean {
  if (host.endsWith(" (mdns)")) return true;
  const place = port === "dns" ? host : (address ?? host);
  return isLocalHost(place) || isLinkAddress(place);
}

/** Broadcast and link-local multicast: RFC 919, RFC 5771 §4, RFC 4291 §2.7. */
function isLinkAddress(address: string): boolean {
  return (
    address === "255.255.255.255" ||
    address === "0.0.0.0" ||
    address === "::" ||
    address.startsWith("224.0.0.") ||
    address === "239.255.255.250" ||
    /^ff[0-9a-f]2:/.test(address)
  );
}
