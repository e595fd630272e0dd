import { nameHost, normalHost, type Protocol } from "@homepoint/policy";
import type { Flow } from "../flow.ts";
import { addressText } from "../layers/address-text.ts";
import { protocols } from "../layers/network.ts";
import { isManyAddress, staysOnLink } from "../ours.ts";
import { hostOf } from "../spoken/http-head.ts";
import type { Questions } from "../spoken/questions.ts";
import type { Talk } from "../spoken/talk.ts";
import type { Conversations } from "./conversations.ts";
import type { FlowTable } from "./flow-table.ts";

export type Described = {
  readonly table: FlowTable;
  readonly conversations: Conversations;
  readonly questions: Questions;
  readonly isOurs: (address: ArrayLike<number>) => boolean;
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
  const texts = new Map<string, string>();
  return Array.from({ length: parts.table.count }, (_, flow) => describeFlow(flow, parts, texts));
}

function describeFlow(flow: number, parts: Described, texts: Map<string, string>): Flow {
  const { table, conversations } = parts;
  const initiator = table.initiator[flow] === 1 ? 1 : 0;
  const ourSide = sideOfOurs(flow, initiator, parts);
  const theirs = ourSide === 0 ? 1 : 0;
  const to = textOf(table.addressOf(flow, theirs), texts);
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
    from: textOf(table.addressOf(flow, ourSide), texts),
    to,
    port: table.portOf(flow, theirs),
    fromPort: table.portOf(flow, ourSide),
    scope: scopeOf(table.addressOf(flow, 0), table.addressOf(flow, 1), parts),
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
function sideOfOurs(flow: number, initiator: 0 | 1, { table, isOurs }: Described): 0 | 1 {
  const [a, b] = [table.addressOf(flow, 0), table.addressOf(flow, 1)];
  if (isManyAddress(a) !== isManyAddress(b)) return isManyAddress(a) ? 1 : 0;
  const [isA, isB] = [isOurs(a), isOurs(b)];
  if (isA === isB) return initiator;
  return isA ? 0 : 1;
}

function scopeOf(a: ArrayLike<number>, b: ArrayLike<number>, { isOurs }: Described): Flow["scope"] {
  if (staysOnLink(a) || staysOnLink(b)) return "link";
  return isOurs(a) && isOurs(b) ? "local" : "world";
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

function textOf(address: Uint32Array, texts: Map<string, string>): string {
  const key = address.join();
  const known = texts.get(key);
  if (known !== undefined) return known;
  const text = addressText(address);
  texts.set(key, text);
  return text;
}

function hardwareText(hardware: number): string {
  return hardware
    .toString(16)
    .padStart(12, "0")
    .replace(/(..)(?=.)/g, "$1:");
}

function timeText(at: number): string {
  return new Date(Math.abs(at) < 8.64e15 ? at : 0).toISOString();
}
