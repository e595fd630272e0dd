import { nameHost, normalHost, type Protocol } from "@homepoint/policy";
import type { Flow } from "../flow.ts";
import { protocols } from "../layers/network.ts";
import { hostOf } from "../spoken/http-head.ts";
import type { Questions } from "../spoken/questions.ts";
import type { Talk } from "../spoken/talk.ts";
import type { Conversations } from "./conversations.ts";
import type { FlowTable } from "./flow-table.ts";
import type { Place, Places } from "./places.ts";

export type Described = {
  readonly table: FlowTable;
  readonly conversations: Conversations;
  readonly questions: Questions;
  readonly places: Places;
  /** Programs by the number of their user. */
  readonly apps: ReadonlyMap<number, string>;
};

const transports: Readonly<Record<number, Protocol>> = {
  [protocols.tcp]: "tcp",
  [protocols.udp]: "udp",
  [protocols.icmp]: "icmp",
  [protocols.icmpv6]: "icmp",
};

/** Protocols below the transport that have names. */
const spokenBelow: Readonly<Record<number, string>> = {
  [protocols.igmp]: "igmp",
  [protocols.ipv4]: "ip-in-ip",
  [protocols.ipv6]: "6in4",
  [protocols.gre]: "gre",
  50: "esp",
  51: "ah",
  89: "ospf",
  132: "sctp",
};

/** A name may be answered a little after the flow that is begun with it, by the capture's clock. */
const clockSlackMs = 50;

/** Every flow of a table, in the order in which they began. */
export function describeFlows(parts: Described): readonly Flow[] {
  return Array.from({ length: parts.table.count }, (_, flow) => describeFlow(flow, parts));
}

function describeFlow(flow: number, parts: Described): Flow {
  const { table, conversations, places } = parts;
  const initiator = table.initiator[flow] === 1 ? 1 : 0;
  const ends = [places.of(table.addressOf(flow, 0)), places.of(table.addressOf(flow, 1))] as const;
  const ourSide = sideOfOurs(ends, initiator);
  const theirs = ourSide === 0 ? 1 : 0;
  const to = ends[theirs].text;
  const talk = conversations.talkOf(flow);
  const hardware = table.hardware[flow * 2 + ourSide] ?? 0;
  const program = talk?.program ?? parts.apps.get(table.user[flow] ?? -1);
  const protocol = table.protocolOf(flow);
  const spoken = talk?.spoken ?? spokenBelow[protocol];
  return {
    startedAt: timeText(table.first[flow] ?? 0),
    endedAt: timeText(table.last[flow] ?? 0),
    transport: transports[protocol] ?? "other",
    direction: initiator === ourSide ? "out" : "in",
    from: ends[ourSide].text,
    to,
    port: table.portOf(flow, theirs),
    ourSide,
    fromPort: table.portOf(flow, ourSide),
    scope: table.isDirected[flow] ? scopeOf(ends) : "link",
    ...(hardware > 0 ? { hardware: hardwareText(hardware) } : {}),
    ...(spoken === undefined ? {} : { spoken }),
    ...describeTalk(talk),
    ...(program === undefined ? {} : { program }),
    ...describeNames({ to, first: table.first[flow] ?? 0, name: talk?.name }, parts.questions),
    ...(table.depthOf(flow) > 0 ? { within: true as const } : {}),
    bytesOut: table.bytes[flow * 2 + ourSide] ?? 0,
    bytesIn: table.bytes[flow * 2 + theirs] ?? 0,
    packetsOut: table.packets[flow * 2 + ourSide] ?? 0,
    packetsIn: table.packets[flow * 2 + theirs] ?? 0,
    verdict: "not-judged",
  };
}

/** Ours is the private side; where both are, or neither, the side that began. */
function sideOfOurs([a, b]: readonly [Place, Place], initiator: 0 | 1): 0 | 1 {
  if (a.isMany !== b.isMany) return a.isMany ? 1 : 0;
  if (a.isOurs === b.isOurs) return initiator;
  return a.isOurs ? 0 : 1;
}

function scopeOf([a, b]: readonly [Place, Place]): Flow["scope"] {
  if (a.staysOnLink || b.staysOnLink) return "link";
  return a.isOurs && b.isOurs ? "local" : "world";
}

function describeTalk(talk: Talk | undefined): Partial<Flow> {
  if (!talk) return {};
  const { name, hosts, protocols: alpn, ja4, isCovered } = talk;
  return {
    ...(name === undefined ? {} : { serverName: name }),
    ...(hosts.length === 0 ? {} : { hosts }),
    ...(alpn === undefined ? {} : { alpn }),
    ...(ja4 === undefined ? {} : { ja4 }),
    ...(isCovered ? { covered: true as const } : {}),
    ...describeOwner([name, ...hosts.map(hostOf)]),
  };
}

/** By the catalogue, from the first name that it knows. */
export function describeOwner(
  names: readonly (string | undefined)[],
): Pick<Flow, "service" | "owner"> {
  for (const name of names) {
    const host = name === undefined ? undefined : normalHost(name);
    if (host === undefined) continue;
    const { services, owner } = nameHost(host);
    const [service] = services;
    if (service !== undefined || owner !== undefined)
      return {
        ...(service === undefined ? {} : { service }),
        ...(owner === undefined ? {} : { owner }),
      };
  }
  return {};
}

function describeNames(
  {
    to,
    first,
    name,
  }: { readonly to: string; readonly first: number; readonly name: string | undefined },
  questions: Questions,
): Pick<Flow, "dnsName" | "dnsNames" | "service" | "owner"> {
  const before = questions.namesOf(to).filter(({ at }) => at <= first + clockSlackMs);
  const names = [...new Set(before.map((answered) => answered.name))];
  const latest = before.at(-1)?.name;
  if (latest === undefined) return { dnsNames: [] };
  const same = names.find((known) => known.toLowerCase() === name?.toLowerCase());
  const owner = name === undefined && names.length === 1 ? describeOwner(names) : {};
  return { dnsName: same ?? latest, dnsNames: names, ...owner };
}

const hardwareTexts = new Map<number, string>();
const mostTexts = 65_536;

function hardwareText(hardware: number): string {
  const known = hardwareTexts.get(hardware);
  if (known !== undefined) return known;
  if (hardwareTexts.size >= mostTexts) hardwareTexts.clear();
  const text = hardware
    .toString(16)
    .padStart(12, "0")
    .replace(/(..)(?=.)/g, "$1:");
  hardwareTexts.set(hardware, text);
  return text;
}

function timeText(at: number): string {
  return new Date(Math.abs(at) < 8.64e15 ? at : 0).toISOString();
}
