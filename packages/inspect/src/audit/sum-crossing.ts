import { isSystemHost, type Mode, type Service } from "@homepoint/policy";
import type { CaptureSeen } from "../capture/flow.ts";
import type {
  AppMode,
  Crossing,
  HostFate,
  HostRow,
  Party,
  Phase,
  Posture,
  Scope,
  Sum,
  Timeline,
} from "../report/audit-report.ts";
import { sightingsOf, staysHere, type Allows, type Sighting } from "./sighting.ts";

/** One setting of app and gateway, and what was captured while it lasted. */
export type CrossingSeen = {
  readonly app: AppMode;
  readonly posture: Posture;
  readonly mode?: Mode;
  /** In their order; each lasts until the next begins. */
  readonly phases: readonly Pick<Phase, "change" | "from" | "until" | "answer" | "note">[];
  /** Captures of the device's side; empty where there are none. */
  readonly inner: readonly CaptureSeen[];
  readonly outer: readonly CaptureSeen[];
  readonly gaps: readonly { readonly from: string; readonly until: string }[];
  readonly allows: Allows;
};

export type CrossingSummed = {
  readonly crossing: Crossing;
  readonly hosts: readonly HostRow[];
};

const nothing: Sum = { flows: 0, questions: 0, bytesOut: 0, bytesIn: 0 };

/** Lays what both sides show over the phases, and says of each host what became of it. */
export function sumCrossing(
  place: number,
  seen: CrossingSeen,
  scope: Pick<Scope, "vendor" | "exempt">,
): CrossingSummed {
  const tried = sightingsOf(seen.inner, seen.allows);
  const left = sightingsOf(seen.outer, seen.allows);
  const first = seen.phases[0]?.from ?? new Date(0).toISOString();
  const last = seen.phases.at(-1)?.until ?? first;
  const isForeign = (sighting: Sighting) => !staysHere(sighting);
  const [triedOut, leftOut] = [tried.filter(isForeign), left.filter(isForeign)];
  const starts = seen.phases.map(({ from }) => Date.parse(from));
  const phaseOf = (at: number) =>
    Math.max(
      0,
      starts.findLastIndex((start) => start <= at),
    );
  const phases = seen.phases.map((phase, index) => ({
    ...phase,
    tried: sumOf(triedOut.filter(({ at }) => phaseOf(at) === index)),
    left: sumOf(leftOut.filter(({ at }) => phaseOf(at) === index)),
  }));
  return {
    crossing: {
      app: seen.app,
      posture: seen.posture,
      ...(seen.mode && { mode: seen.mode }),
      from: first,
      until: last,
      inner: seen.inner.length > 0,
      outer: seen.outer.length > 0,
      gaps: seen.gaps,
      phases,
      timeline: timelineOf({ from: first, until: last }, triedOut, leftOut),
    },
    hosts: hostRows({ place, seen, scope, tried, left, phaseOf }),
  };
}

type HostParts = {
  readonly place: number;
  readonly seen: CrossingSeen;
  readonly scope: Pick<Scope, "vendor" | "exempt">;
  readonly tried: readonly Sighting[];
  readonly left: readonly Sighting[];
  readonly phaseOf: (at: number) => number;
};

function hostRows({ place, seen, scope, tried, left, phaseOf }: HostParts): readonly HostRow[] {
  const byHost = Map.groupBy([...tried, ...left], ({ host }) => host);
  const outside = new Set(left);
  const rows = [...byHost].map(([host, all]): HostRow => {
    const gone = all.filter((one) => outside.has(one));
    const party = partyOf(host, all, scope.vendor);
    const owner = all.find((one) => one.owner !== undefined)?.owner;
    const service = all.find((one) => one.service !== undefined)?.service;
    const addresses = distinct(all.flatMap(({ address }) => address ?? [])).filter(
      (address) => address !== host,
    );
    const maybe = distinct(all.flatMap((one) => one.maybe));
    const times = all.map(({ at }) => at);
    return {
      crossing: place,
      host,
      party,
      ...(owner === undefined ? {} : { owner }),
      ...(service && { service }),
      ...(addresses.length > 0 && { addresses: addresses.slice(0, 1000) }),
      ...(maybe.length > 0 && { maybe: maybe.slice(0, 100) }),
      ports: distinct(all.map(({ port }) => port)).slice(0, 100),
      tried: sumOf(all.filter((one) => !outside.has(one))),
      left: sumOf(gone),
      phases: phasesOf(all, phaseOf),
      first: isoOf(Math.min(...times)),
      last: isoOf(Math.max(...all.map(({ until }) => until))),
      fate: fateOf({ seen, party, gone, exempt: scope.exempt ?? [], ...(service && { service }) }),
    };
  });
  return rows.toSorted((a, b) => weight(b) - weight(a) || a.host.localeCompare(b.host, "en"));
}

const fateOrder: readonly HostFate[] = [
  "got-out",
  "exempt",
  "allowed",
  "let-pass",
  "system",
  "refused",
  "not-seen-outside",
  "own",
];

/** What got out first; then by bytes. */
function weight({ fate, left, tried }: HostRow): number {
  return (fateOrder.length - fateOrder.indexOf(fate)) * 1e15 + left.bytesOut + tried.bytesOut;
}

type FateParts = {
  readonly seen: CrossingSeen;
  readonly party: Party;
  readonly gone: readonly Sighting[];
  readonly service?: Service;
  readonly exempt: readonly Service[];
};

function fateOf({ seen, party, gone, service, exempt }: FateParts): HostFate {
  if (party === "own") return "own";
  if (seen.posture === "enforcing") {
    if (gone.length === 0) return "refused";
    return gone.every(({ isAllowed }) => isAllowed) ? "allowed" : "got-out";
  }
  const isWatchedOutside = seen.outer.length > 0;
  if (isWatchedOutside && gone.length === 0) return "not-seen-outside";
  if (seen.app === "standard" || seen.app === "other") return "let-pass";
  if (service !== undefined && exempt.includes(service)) return "exempt";
  return party === "system" ? "system" : "got-out";
}

function partyOf(host: string, all: readonly Sighting[], vendor: string | undefined): Party {
  if (all.every(staysHere)) return "own";
  if (isSystemHost(host)) return "system";
  const owner = all.find((one) => one.owner !== undefined)?.owner;
  if (owner === undefined) return "unknown";
  return vendor !== undefined && owner.toLowerCase() === vendor.toLowerCase() ? "first" : "third";
}

/** So much later than a phase's beginning, in milliseconds, a flow still speaks to be of it as well. */
const lingering = 2000;

function phasesOf(all: readonly Sighting[], phaseOf: (at: number) => number): readonly number[] {
  const found = new Set<number>();
  for (const { at, until } of all)
    for (let index = phaseOf(at); index <= phaseOf(Math.max(at, until - lingering)); index += 1)
      found.add(index);
  return [...found].toSorted((a, b) => a - b);
}

function sumOf(all: readonly Sighting[]): Sum {
  return all.reduce(
    (sum, { kind, bytesOut, bytesIn }) => ({
      flows: sum.flows + (kind === "flow" ? 1 : 0),
      questions: sum.questions + (kind === "question" ? 1 : 0),
      bytesOut: sum.bytesOut + bytesOut,
      bytesIn: sum.bytesIn + bytesIn,
    }),
    nothing,
  );
}

const mostSteps = 120;

function timelineOf(
  { from, until }: { readonly from: string; readonly until: string },
  tried: readonly Sighting[],
  left: readonly Sighting[],
): Timeline {
  const begin = Date.parse(from);
  const seconds = Math.max(1, (Date.parse(until) - begin) / 1000);
  const stepSeconds = Math.max(1, Math.ceil(seconds / mostSteps));
  const steps = Math.min(mostSteps, Math.ceil(seconds / stepSeconds));
  const counted = (all: readonly Sighting[]) => {
    const counts = Array.from({ length: steps }, () => 0);
    for (const { at } of all) {
      const step = Math.floor((at - begin) / 1000 / stepSeconds);
      if (step >= 0 && step < steps) counts[step] = (counts[step] ?? 0) + 1;
    }
    return counts;
  };
  return { from, stepSeconds, tried: counted(tried), left: counted(left) };
}

const distinct = (texts: readonly string[]) => [...new Set(texts)];
const isoOf = (at: number) => new Date(at).toISOString();
