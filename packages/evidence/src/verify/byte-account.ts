import type { Fact, FactOf, InterfaceCounters } from "../fact.ts";

/** What interfaces that lead out have sent, held against what a log tells of. */
export type ByteAccount = {
  /** Between the first and the last heartbeat that was counted. */
  readonly seconds: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Content that facts tell of. */
  readonly recorded: number;
  /** What carrying that, and being on a network at all, costs besides at most. */
  readonly allowed: number;
  readonly unexplained: number;
};

type Span = { readonly from: number; readonly until: number };
type Beat = FactOf<"heartbeat">;

// docs/decisions/evidence-log.md, "Bytes that no fact explains", says where each number is from.

/** Content in segments of 1,428 bytes: 6 % headers over IPv6; the rest is what is sent again. */
const perByteUp = 1.15;
/** An acknowledgement for each segment that comes, 6.02 % over IPv6, and some twice. */
const perByteDown = 0.065;
/** Ethernet with a tag 18, IPv6 40, TCP with time stamps 32, a check sum that some links count 4. */
const perPacket = 94;
/** Of content, what is sent again. */
const sentAgain = 0.05;
/** A name asked for over both protocols, a beginning tried again, an end. */
const perFlow = 2048;
/** Handshakes with the hub, which its bytes may not count; between two heartbeats. */
const hubFlows = 40_960;
/** Neighbours, routers, addresses, in a second. */
const idlePerSecond = 30;

/**
 * From heartbeat to heartbeat, as far as they touch a span. Bytes are unexplained where they are too
 * many for the content on record, or too many for the content and the packets that were counted.
 *
 * @param facts of one log, in its order
 */
export function accountBytes(facts: readonly Fact[], span: Span): ByteAccount {
  let sum = nothing;
  let [before, place]: [Beat | undefined, number] = [undefined, 0];
  for (const [at, fact] of facts.entries()) {
    if (fact.kind !== "heartbeat") continue;
    if (before && Date.parse(fact.at) > span.from && Date.parse(before.at) < span.until)
      sum = add(sum, accountBetween(before, fact, facts.slice(place + 1, at)));
    [before, place] = [fact, at];
  }
  return sum;
}

const nothing: ByteAccount = {
  seconds: 0,
  bytesIn: 0,
  bytesOut: 0,
  recorded: 0,
  allowed: 0,
  unexplained: 0,
};

function add(sum: ByteAccount, one: ByteAccount): ByteAccount {
  return {
    seconds: sum.seconds + one.seconds,
    bytesIn: sum.bytesIn + one.bytesIn,
    bytesOut: sum.bytesOut + one.bytesOut,
    recorded: sum.recorded + one.recorded,
    allowed: sum.allowed + one.allowed,
    unexplained: sum.unexplained + one.unexplained,
  };
}

function accountBetween(before: Beat, after: Beat, between: readonly Fact[]): ByteAccount {
  const seconds = Math.max(0, (Date.parse(after.at) - Date.parse(before.at)) / 1000);
  const passed = passedBetween(before, after);
  const { up, down, hub } = toldBetween(before, after, between);
  const flows = between.filter((fact) => fact.kind === "verdict" && fact.verdict.allowed).length;
  const recorded = up + hub;
  const always = seconds * idlePerSecond + flows * perFlow + (hub > 0 ? hubFlows : 0);
  const byContent = recorded * (perByteUp - 1) + down * perByteDown + always;
  const byPackets = recorded * sentAgain + passed.packetsOut * perPacket + always;
  const allowed = Math.round(Math.min(byContent, byPackets));
  const { bytesIn, bytesOut } = passed;
  const unexplained = Math.max(0, bytesOut - recorded - allowed);
  return { seconds, bytesIn, bytesOut, recorded, allowed, unexplained };
}

/** A gateway counts what passes it; of a hub's bytes, facts of handovers tell. */
function toldBetween({ posture: then }: Beat, { posture: now }: Beat, between: readonly Fact[]) {
  if (now) {
    const of = (name: "hubBytes" | "bytesUp" | "bytesDown") => grown(then?.[name] ?? 0, now[name]);
    return { up: of("bytesUp"), down: of("bytesDown"), hub: of("hubBytes") };
  }
  const handed = between.map((fact) => (fact.kind === "handed-over" ? (fact.bytes ?? 0) : 0));
  return { up: handed.reduce((sum, bytes) => sum + bytes, 0), down: 0, hub: 0 };
}

/** By the links that lead out: the one that a gateway names, or all but the loopback. */
function passedBetween(before: Beat, after: Beat): InterfaceCounters {
  const outer = after.posture?.outer;
  const links = Object.keys(after.interfaces).filter((link) =>
    outer === undefined ? link !== "lo" : link === outer,
  );
  const sumOf = (name: keyof InterfaceCounters) =>
    links.reduce((sum, link) => {
      const [then, now] = [before.interfaces[link]?.[name], after.interfaces[link]?.[name] ?? 0];
      // One that was not there before began to count when it came.
      return sum + grown(then ?? 0, now);
    }, 0);
  return {
    bytesIn: sumOf("bytesIn"),
    bytesOut: sumOf("bytesOut"),
    packetsIn: sumOf("packetsIn"),
    packetsOut: sumOf("packetsOut"),
  };
}

/** A counter that is lower than before began again: the link was down. */
function grown(before: number, after: number): number {
  return after >= before ? after - before : after;
}
