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
  readonly scope: Flow["scope"];
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
    const isCarrier = ({ from, to, spoken, port }: Flow) =>
      (["dns", "mdns", "llmnr"].includes(spoken ?? "") || port === 53) &&
      asked.has(`${from} ${to}`);
    return [
      ...flows
        .filter((flow) => !isCarrier(flow) && (flow.direction === "out" || flow.bytesOut > 0))
        .map((flow) => sightFlow(flow, allows)),
      ...questions.map((question) => sightQuestion(question, allows)),
    ];
  });
}

function sightFlow(flow: Flow, allows: Allows): Sighting {
  const host = normalHost(flow.serverName ?? "") ?? flow.to;
  const known = nameHost(host);
  // A cover name says nothing about what is asked for beneath it.
  const service = flow.covered ? undefined : (flow.service ?? known.services[0]);
  const owner = flow.owner ?? known.owner;
  return {
    kind: "flow",
    host,
    address: flow.to,
    maybe: flow.serverName === undefined ? flow.dnsNames : [],
    scope: flow.scope,
    port: flow.port === 0 ? flow.transport : `${flow.transport}/${flow.port}`,
    at: Date.parse(flow.startedAt),
    until: Date.parse(flow.endedAt),
    ...(service && { service }),
    ...(owner === undefined ? {} : { owner }),
    bytesOut: flow.bytesOut,
    bytesIn: flow.bytesIn,
    isAllowed: !flow.covered && allows(flow),
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
    host: isNeighbourly(question) ? `${host} (${question.transport})` : host,
    scope: isNeighbourly(question) || isLocalHost(host) ? "link" : "world",
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

/** No further than our own network, whoever routes: nothing that goes there has left. */
export function staysHere({ scope }: Sighting): boolean {
  return scope !== "world";
}

/** Asked of the link alone: RFC 6762, RFC 4795. */
function isNeighbourly({ transport }: Question): boolean {
  return transport === "mdns" || transport === "llmnr";
}
