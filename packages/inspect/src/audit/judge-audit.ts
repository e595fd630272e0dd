import type {
  AuditBody,
  Claim,
  ClaimVerdict,
  Crossing,
  HostRow,
  Leak,
  ProvesNothingReason,
  Residual,
} from "../report/audit-report.ts";
import { usualChanges, type StateChange } from "./state-changes.ts";

/** What a judgement is drawn from; all of it stands in the report. */
export type AuditSeen = Pick<
  AuditBody,
  "scope" | "crossings" | "hosts" | "captures" | "plant" | "search"
>;

/** Draws the verdicts from what was seen: the only place that does, also for whoever verifies. */
export function judgeAudit(seen: AuditSeen): readonly ClaimVerdict[] {
  return [judgeClaim("app-mode", seen), judgeClaim("gateway", seen)];
}

function judgeClaim(claim: Claim, seen: AuditSeen): ClaimVerdict {
  const tests = testsOf(claim, seen);
  const leaks = [...leaksOf(claim, seen), ...canaryLeaks(tests, seen)];
  const because = reasonsAgainst.flatMap(([reason, applies]) =>
    applies({ claim, seen, tests }) ? [reason] : [],
  );
  const skipped = distinct(
    tests.flatMap(({ phases }) =>
      phases.filter(({ answer }) => answer === "skipped").map(({ change }) => change),
    ),
  );
  const verdict =
    leaks.length > 0 ? "did-not-hold" : because.length > 0 ? "proves-nothing" : "held";
  return { claim, verdict, because, leaks, skipped };
}

const isOwnMode = ({ app }: Crossing) => app === "local-data" || app === "restricted";
const isOpen = ({ posture }: Crossing) => posture !== "enforcing";

/** The crossings that put a claim to the test. Behind a closed gateway an app's mode is not. */
function testsOf(claim: Claim, { crossings }: AuditSeen): readonly Crossing[] {
  return claim === "gateway"
    ? crossings.filter(({ posture }) => posture === "enforcing")
    : crossings.filter((crossing) => isOwnMode(crossing) && isOpen(crossing));
}

type Judged = {
  readonly claim: Claim;
  readonly seen: AuditSeen;
  readonly tests: readonly Crossing[];
};

const baselinesOf = ({ crossings }: AuditSeen) =>
  crossings.filter(
    (crossing) =>
      crossing.app === "standard" &&
      isOpen(crossing) &&
      crossing.phases.some(({ change, answer }) => change === "baseline" && answer === "done"),
  );

/** Traffic of apps; what a system says by itself shows no app. */
const isOfApps = ({ party }: HostRow) => party !== "own" && party !== "system";

const traffic = ({ tried, left }: HostRow) =>
  tried.flows + tried.questions + left.flows + left.questions;

const reasonsAgainst: readonly (readonly [ProvesNothingReason, (judged: Judged) => boolean])[] = [
  ["no-baseline", ({ seen }) => baselinesOf(seen).length === 0],
  [
    "baseline-silent",
    ({ seen }) =>
      baselinesOf(seen).length > 0 &&
      !seen.hosts.some(
        (row) =>
          isOfApps(row) &&
          isBaselineRow(seen, row) &&
          !isPlant(seen, row) &&
          row.left.flows + row.left.questions + row.tried.flows + row.tried.questions > 0,
      ),
  ],
  [
    "closed-gateway",
    ({ claim, seen, tests }) =>
      claim === "app-mode" && tests.length === 0 && seen.crossings.some(isOwnMode),
  ],
  [
    "not-run",
    ({ claim, seen, tests }) =>
      tests.length === 0 && !(claim === "app-mode" && seen.crossings.some(isOwnMode)),
  ],
  ["no-capture", ({ tests }) => tests.some(({ inner, outer }) => !inner && !outer)],
  [
    "no-outer-capture",
    ({ claim, tests }) => claim === "gateway" && tests.some(({ outer }) => !outer),
  ],
  [
    "nothing-tried",
    ({ claim, seen, tests }) =>
      claim === "gateway" &&
      tests.length > 0 &&
      !seen.hosts.some(
        (row) => tests.includes(crossingOf(seen, row)) && row.party !== "own" && traffic(row) > 0,
      ),
  ],
  ["not-watched-throughout", ({ tests }) => tests.some(({ gaps }) => gaps.length > 0)],
  [
    "packets-dropped",
    ({ seen, tests }) =>
      seen.captures.some((file) => file.dropped > 0 && tests.includes(crossingOf(seen, file))),
  ],
  [
    "no-state-change",
    ({ tests }) =>
      tests.length > 0 &&
      tests.every(({ phases }) =>
        phases.every(({ change, answer }) => change === "baseline" || answer === "skipped"),
      ),
  ],
  ["plant-not-found", ({ seen }) => seen.plant?.found === "not-found"],
  ["plant-not-revealed", ({ seen }) => seen.plant?.found === "not-revealed"],
];

function isBaselineRow(seen: AuditSeen, row: HostRow): boolean {
  const crossing = crossingOf(seen, row);
  return (
    baselinesOf(seen).includes(crossing) &&
    row.phases.some((place) => crossing.phases[place]?.change === "baseline")
  );
}

const none: Crossing = {
  app: "other",
  posture: "none",
  from: "",
  until: "",
  inner: false,
  outer: false,
  gaps: [],
  phases: [],
  timeline: { from: "", stepSeconds: 1, tried: [], left: [] },
};

const crossingOf = ({ crossings }: AuditSeen, { crossing }: { readonly crossing: number }) =>
  crossings[crossing] ?? none;

/** The leak that was made on purpose is no leak of what was tested. */
export function isPlant({ plant }: Pick<AuditSeen, "plant">, { host }: HostRow): boolean {
  return plant?.marker !== undefined && host.split(".").includes(plant.marker);
}

function leaksOf(claim: Claim, seen: AuditSeen): readonly Leak[] {
  return seen.hosts.flatMap((row) => {
    if (isPlant(seen, row)) return [];
    const how = howItLeaked(claim, row, seen);
    const [phase = 0] = row.phases;
    const { crossing, host, owner, first: at } = row;
    const bytesOut = how === "left" ? row.left.bytesOut : row.tried.bytesOut;
    return how
      ? [{ crossing, phase, host, at, bytesOut, how, ...(owner === undefined ? {} : { owner }) }]
      : [];
  });
}

/** What holds something of the flights is a leak, whoever may be reached. */
function canaryLeaks(tests: readonly Crossing[], seen: AuditSeen): readonly Leak[] {
  return (seen.search?.found ?? []).flatMap(({ crossing, phase, side, host, at }) => {
    const test = crossingOf(seen, { crossing });
    const hasLeft = side === "outer" || (!test.outer && isOpen(test));
    if (!tests.includes(test) || !hasLeft) return [];
    return [{ crossing, phase, host, at, bytesOut: 0, how: "canary" as const }];
  });
}

function howItLeaked(claim: Claim, row: HostRow, seen: AuditSeen): Leak["how"] | undefined {
  const crossing = crossingOf(seen, row);
  const isClosed = crossing.posture === "enforcing";
  if (claim === "gateway") return isClosed && row.fate === "got-out" ? "left" : undefined;
  if (!isOwnMode(crossing)) return undefined;
  if (!isClosed) return row.fate === "got-out" ? "left" : undefined;
  // What an app in its own mode still tries, it would have sent had nobody stood in the way.
  const isExempt = row.service !== undefined && (seen.scope.exempt ?? []).includes(row.service);
  return isOfApps(row) && !isExempt && row.tried.flows + row.tried.questions > 0
    ? "tried"
    : undefined;
}

const needed = ["app", "appVersion", "aircraft", "aircraftFirmware", "device", "auditor"] as const;

const residualTable: readonly (readonly [Residual, (seen: AuditSeen) => boolean])[] = [
  ["ways-not-covered", ({ scope }) => (scope.uncovered ?? []).length > 0],
  [
    "state-changes-skipped",
    ({ crossings }) => missingChanges(crossings).length > 0 || crossings.some(hasSkipped),
  ],
  ["exempt-services", ({ scope }) => (scope.exempt ?? []).length > 0],
  ["system-traffic", ({ hosts }) => hosts.some(({ party }) => party === "system")],
  ["scope-not-told", ({ scope }) => needed.some((name) => scope[name].trim() === "")],
  ["packets-unread", ({ captures }) => captures.some(({ unread }) => unread > 0)],
  ["no-plant", ({ plant }) => plant?.found !== "found"],
  ["one-device", () => true],
];

const hasSkipped = ({ phases }: Crossing) => phases.some(({ answer }) => answer === "skipped");

/** State changes that no crossing made. */
export function missingChanges(crossings: readonly Crossing[]): readonly StateChange[] {
  const done = new Set(
    crossings.flatMap(({ phases }) =>
      phases.filter(({ answer }) => answer === "done").map(({ change }) => change),
    ),
  );
  return usualChanges.filter((change) => !done.has(change));
}

/** What is left open, though the verdict stands. */
export function residualsOf(seen: AuditSeen): readonly Residual[] {
  return residualTable.flatMap(([residual, applies]) => (applies(seen) ? [residual] : []));
}

const distinct = <One>(all: readonly One[]) => [...new Set(all)];
