import { nameHost, normalHost, type Protocol } from "@homepoint/policy";
import type { Flow } from "../flow.ts";
import { protocols } from "../layers/network.ts";
import { hostOf } from "../spoken/http-head.ts";
import type { Questions } from "../spoken/questions.ts";
import type { Talk } from "../spoken/talk.ts";
import type { Conversations } from "./conversations.ts";
import type { FlowTable } from "./flow-table.ts";
import type { Place, Places } from "./places.ts";

export type Parts = {
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

type Described = { -readonly [Key in keyof Flow]: Flow[Key] };

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

const couldSayName: ReadonlySet<string> = new Set(["tls", "quic", "dtls", "http", "websocket"]);

/** A name may be answered a little after the flow that is begun with it, by the capture's clock. */
const clockSlackMs = 50;

/** Every flow of a table, in the order in which they began. */
export function describeFlows(parts: Parts): readonly Flow[] {
  return Array.from({ length: parts.table.count }, (_, flow) => describeFlow(flow, parts));
}

function describeFlow(flow: number, parts: Parts): Flow {
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
  const first = table.first[flow] ?? 0;
  const described: Described = {
    startedAt: timeText(first),
    endedAt: timeText(table.last[flow] ?? 0),
    transport: transports[protocol] ?? "other",
    direction: initiator === ourSide ? "out" : "in",
    from: ends[ourSide].text,
    to,
    port: table.portOf(flow, theirs),
    ourSide,
    fromPort: table.portOf(flow, ourSide),
    scope: table.isDirected[flow] ? scopeOf(ends) : "link",
    dnsNames: [],
    bytesOut: table.bytes[flow * 2 + ourSide] ?? 0,
    bytesIn: table.bytes[flow * 2 + theirs] ?? 0,
    packetsOut: table.packets[flow * 2 + ourSide] ?? 0,
    packetsIn: table.packets[flow * 2 + theirs] ?? 0,
    verdict: "not-judged",
  };
  if (hardware > 0) described.hardware = hardwareText(hardware);
  if (spoken !== undefined) described.spoken = spoken;
  if (program !== undefined) described.program = program;
  if (table.depthOf(flow) > 0) described.within = true;
  if (talk) describeTalk(described, talk);
  describeNames(described, { first, name: talk?.name }, parts.questions);
  return described;
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

function describeTalk(flow: Described, talk: Talk): void {
  const { name, hosts, protocols: alpn, ja4, isCovered } = talk;
  if (name !== undefined) flow.serverName = name;
  if (hosts.length > 0) flow.hosts = hosts;
  if (alpn !== undefined) flow.alpn = alpn;
  if (ja4 !== undefined) flow.ja4 = ja4;
  if (isCovered) flow.covered = true;
  if (name !== undefined) describeOwner(flow, [name, ...hosts.map(hostOf)]);
}

/** By the catalogue, from the first name that it knows. */
function describeOwner(flow: Described, names: readonly string[]): void {
  for (const name of names) {
    const host = normalHost(name);
    if (host === undefined) continue;
    const { services, owner } = nameHost(host);
    const [service] = services;
    if (service !== undefined) flow.service = service;
    if (owner !== undefined) flow.owner = owner;
    if (service !== undefined || owner !== undefined) return;
  }
}

function describeNames(
  flow: Described,
  { first, name }: { readonly first: number; readonly name: string | undefined },
  questions: Questions,
): void {
  const answered = questions.namesOf(flow.to);
  if (answered.length === 0) return;
  const before = answered.filter(({ at }) => at <= first + clockSlackMs);
  const latest = before.at(-1)?.name;
  if (latest === undefined) return;
  const names = [...new Set(before.map((each) => each.name))];
  flow.dnsNames = names;
  flow.dnsName = names.find((known) => known.toLowerCase() === name?.toLowerCase()) ?? latest;
  // Who could have said a name and said none is not called by one.
  const isMute = name === undefined && !couldSayName.has(flow.spoken ?? "");
  if (isMute && names.length === 1) describeOwner(flow, names);
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

let [second, secondText] = [Number.NaN, ""];

/** Neighbours in time share all but their milliseconds. */
function timeText(at: number): string {
  if (!(Math.abs(at) < 8.64e15)) return timeText(0);
  const whole = Math.floor(at / 1000);
  if (whole !== second) {
    second = whole;
    secondText = new Date(whole * 1000).toISOString().slice(0, -4);
  }
  return `${secondText}${String(Math.floor(at - whole * 1000)).padStart(3, "0")}Z`;
}
