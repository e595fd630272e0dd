import { demandOf } from "../advise/advise.ts";
import { uncoveredWays, waysOf } from "../advise/ways-out.ts";
import { findDevices } from "./find-devices.ts";
import {
  breachCodes,
  doubtCodes,
  type Coverage,
  type DeviceThen,
  type FlightFacts,
  type FlightProof,
  type ProofReason,
} from "./flight-facts.ts";

/** Clocks and beats need not meet to the second. */
const slackSeconds = 5;

/**
 * Says of a flight whether nothing left but what was granted. `held` only where every device that
 * took part is known, none of its ways is open, and a gateway saw the whole of it; what left in
 * spite of the policy is `not-held`, whatever else is unknown.
 */
export function proofOf(facts: FlightFacts): FlightProof {
  const { devices, missing } = findDevices(facts.named, facts.devices);
  const seconds = secondsOf(facts);
  const seen = devices.filter(goesThroughGateway);
  const covered = seen.flatMap(({ client }) => findCoverage(facts, client) ?? []);
  const reasons = [
    ...covered.flatMap((coverage) => breachesOf(coverage, facts)),
    ...timeDoubts(facts, seconds),
    ...(facts.named.length === 0 ? [{ code: "nothing-named" } as const] : []),
    ...missing.map(({ kinds: [kind], serial }) => ({
      code: "not-registered" as const,
      ...(kind && { kind }),
      ...(serial !== undefined && { serial }),
    })),
    ...devices.flatMap((device) => doubtsOf(device, facts, seconds)),
    ...(devices.length > 0 && seen.length === 0 ? [{ code: "only-attested" } as const] : []),
    ...devices.flatMap(attestedOf),
    ...covered.flatMap((coverage) => remarksOf(coverage)),
    ...seen.flatMap((device) => laterOf(device, facts)),
  ];
  return {
    verdict: verdictOf(reasons),
    reasons,
    devices: devices.map(({ name }) => name),
    ...(seconds !== undefined && { seconds }),
    ...(facts.coverage && seen.length > 0 && { coveredSeconds: leastCovered(seen, facts) }),
    refused: sum(covered.map(({ refused }) => refused)),
    bytesOut: sum(covered.flatMap(({ passed }) => passed.map(({ bytes }) => bytes))),
  };
}

function verdictOf(reasons: readonly ProofReason[]): FlightProof["verdict"] {
  const has = (codes: readonly string[]) => reasons.some(({ code }) => codes.includes(code));
  if (has(breachCodes)) return "not-held";
  return has(doubtCodes) ? "not-proved" : "held";
}

/** Undefined where the flight's time is not known; also where it cannot be read. */
function secondsOf({ from, until }: FlightFacts): number | undefined {
  const seconds = (Date.parse(until ?? "") - Date.parse(from ?? "")) / 1000;
  return seconds >= 0 ? seconds : undefined;
}

function timeDoubts({ isTimeSure }: FlightFacts, seconds: number | undefined): ProofReason[] {
  if (seconds === undefined) return [{ code: "no-time" }];
  return isTimeSure ? [] : [{ code: "time-unsure" }];
}

function goesThroughGateway({ kind, ways }: DeviceThen): boolean {
  return waysOf[kind].some((way) => ways[way] === "gateway");
}

function findCoverage({ coverage }: FlightFacts, client: string): Coverage | undefined {
  return coverage?.find((one) => one.client === client);
}

function doubtsOf(
  device: DeviceThen,
  facts: FlightFacts,
  seconds: number | undefined,
): readonly ProofReason[] {
  const { name, client, saidBefore } = device;
  const open = uncoveredWays(device).map((way): ProofReason => ({
    code: "way-not-covered",
    device: name,
    way,
  }));
  const said: readonly ProofReason[] = saidBefore ? [] : [{ code: "said-later", device: name }];
  if (!goesThroughGateway(device)) return [...said, ...open];
  const coverage = findCoverage(facts, client);
  if (!coverage) return [...said, ...open, { code: "no-gateway", device: name }];
  const unseen = Math.max(0, (seconds ?? 0) - coverage.coveredSeconds);
  const { unexplainedBytes: bytes } = coverage;
  return [
    ...said,
    ...open,
    ...(unseen > slackSeconds
      ? [{ code: "unseen" as const, device: name, seconds: Math.round(unseen) }]
      : []),
    ...(bytes > 0 ? [{ code: "unexplained-bytes" as const, device: name, bytes }] : []),
  ];
}

/** Ways that somebody says are gone or off: a person's word, and no measurement. */
function attestedOf({ name, kind, ways }: DeviceThen): readonly ProofReason[] {
  return waysOf[kind]
    .filter((way) => ways[way] === "removed" || ways[way] === "off")
    .map((way) => ({ code: "attested", device: name, way }));
}

function breachesOf(
  { client: device, passed }: Coverage,
  { sensitivity }: FlightFacts,
): readonly ProofReason[] {
  const mayPass = sensitivity && demandOf(sensitivity)?.grants;
  return passed.flatMap(({ service, allowed, count, bytes }): readonly ProofReason[] => {
    const told = { device, count, bytes, ...(service && { service }) };
    if (allowed === "not-allowed") return [{ code: "passed-not-allowed", ...told }];
    if (allowed === "standard") return [{ code: "passed-in-standard", ...told }];
    if (!mayPass || (service && mayPass.includes(service))) return [];
    return [{ code: "too-sensitive", ...told, sensitivity }];
  });
}

function remarksOf({ client: device, passed, refused }: Coverage): readonly ProofReason[] {
  const granted = passed.filter(({ allowed }) => allowed === "granted");
  return [
    ...granted.map(({ service, count, bytes }) => ({
      code: "granted" as const,
      device,
      count,
      bytes,
      ...(service && { service }),
    })),
    ...(refused > 0 ? [{ code: "refused" as const, device, count: refused }] : []),
  ];
}

/** A proof speaks of the flight: what was not seen of a device since, and what left it, is told. */
function laterOf({ name, client }: DeviceThen, { later }: FlightFacts): readonly ProofReason[] {
  if (!later) return [];
  const seen = later.coverage.find((one) => one.client === client);
  const seconds = Math.round(Math.max(0, later.seconds - (seen?.coveredSeconds ?? 0)));
  const bytes =
    (seen?.unexplainedBytes ?? 0) + sum((seen?.passed ?? []).map((passed) => passed.bytes));
  return seconds > slackSeconds || bytes > 0
    ? [{ code: "later", device: name, seconds, bytes }]
    : [];
}

function leastCovered(seen: readonly DeviceThen[], facts: FlightFacts): number {
  return Math.min(...seen.map(({ client }) => findCoverage(facts, client)?.coveredSeconds ?? 0));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
