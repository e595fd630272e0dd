import { uncoveredWays, type Attempt } from "@homepoint/policy";
import type { Fact, FactBodies, FactKind, FactOf, InterfaceCounters } from "./fact.ts";

/** `routine`: folded away by default. `alarm`: someone should look. */
export type Level = "routine" | "notable" | "alarm";

/**
 * What a page or report says of a fact: a code to find the sentence by, and its blanks. Sentences
 * and languages live there.
 */
export type FactDescription = {
  readonly code: string;
  readonly level: Level;
  readonly values: Readonly<Record<string, string | number>>;
};

type Described = {
  readonly variant?: string;
  readonly level: Level;
  readonly values?: FactDescription["values"];
};

/** A kind that is missing here does not compile. */
const describers: { readonly [Kind in FactKind]: (fact: FactOf<Kind>) => Described } = {
  started: ({ version }) => notable({ version }),
  stopped: ({ why }) => ({ variant: why, level: why === "failed" ? "alarm" : "notable" }),
  heartbeat: ({ runningSeconds, interfaces }) =>
    routine({ runningSeconds, ...totalsOf(interfaces) }),
  gap: (gap) => ({
    variant: isCounted(gap) ? "counted" : "not-counted",
    level: "notable", // people switch machines off
    values: { from: gap.from, until: gap.until },
  }),
  clock: ({ source, before, after }) => ({
    variant: source,
    level: "notable",
    values: { before, after },
  }),
  "clock-refused": ({ because }) => ({ variant: because, level: "alarm" }),
  containment: ({ level, examined }) => {
    if (!examined) return { variant: level, level: level === "full" ? "routine" : "notable" };
    if (examined.holds) return { variant: "proven", level: "notable" };
    return { variant: "not-proven", level: level === "none" ? "notable" : "alarm" };
  },
  generation: ({ number, because }) => ({
    variant: because,
    level: because === "first" ? "routine" : "alarm",
    values: { number },
  }),
  interrupted: ({ entry }) => alarm({ entry }),

  unlocked: ({ how }) => ({ variant: how, level: "notable" }),
  locked: ({ why }) => ({ variant: why, level: "routine" }),
  "signed-in": ({ person, how }) => ({ variant: how, level: "routine", values: { person } }),
  "signed-out": ({ person }) => routine({ person }),
  "sign-in-refused": ({ name, from, count, until }) => alarm({ name, from, count, until }),
  "person-added": ({ person, name, role }) => notable({ person, name, role }),
  "person-changed": ({ person, changed }) => notable({ person, changed: changed.join(", ") }),
  "person-removed": ({ person }) => notable({ person }),
  "token-made": ({ token, scopes }) => notable({ token, scopes: scopes.join(", ") }),
  "token-revoked": ({ token }) => notable({ token }),
  "passphrase-changed": () => notable(),
  "recovery-shown": () => notable(),
  "recovery-confirmed": () => notable(),
  "key-file-written": ({ sameDisk }) => ({
    variant: sameDisk ? "same-disk" : "other-disk",
    level: sameDisk ? "alarm" : "notable",
  }),

  sealed: ({ object, size, source, name }) => routine({ object, size, source, name: name ?? "" }),
  opened: ({ object, person }) => routine({ object, person }),
  resealed: ({ object }) => notable({ object }),
  "keys-added": ({ object, keys }) => notable({ object, keys }),
  "handing-over": ({ handover, objects, to, format }) => ({
    variant: handover,
    level: "notable",
    values: { objects: objects.length, to, format: format ?? "" },
  }),
  "handed-over": ({ intent, handover, outcome }) => ({
    variant: `${handover}.${outcome}`,
    level: "notable",
    values: { intent },
  }),
  "handover-refused": ({ handover, role }) => ({
    variant: handover,
    level: "alarm",
    values: { role },
  }),
  shredding: ({ objects, why }) => notable({ objects: objects.length, why }),
  shredded: ({ intent, objects, outcome }) => ({
    variant: outcome,
    level: outcome === "done" ? "notable" : "alarm",
    values: { intent, objects: objects.length },
  }),
  "backed-up": ({ backup, objects, bytes, to }) => notable({ backup, objects, bytes, to }),
  "backup-forgotten": ({ backup }) => notable({ backup }),
  restored: ({ backup, objects }) => notable({ backup, objects }),
  rebuilt: ({ flights, logs }) => notable({ flights, logs }),

  "ways-told": ({ name, of, ways }) => {
    const uncovered = uncoveredWays({ kind: of, ways });
    return {
      variant: uncovered.length === 0 ? "covered" : "not-covered",
      level: "notable",
      values: { name, ways: uncovered.join(", ") },
    };
  },
  "mission-planned": ({ name, from, until, sensitivity }) => ({
    variant: sensitivity,
    level: "notable",
    values: { name, from, until },
  }),
  "mission-ended": ({ name, mission, why }) => ({
    variant: why,
    level: "notable",
    values: { name: name ?? mission },
  }),
  "mission-enforced": ({ mission, from, until, mode }) => ({
    variant: mode,
    level: "notable",
    values: { mission, from, until },
  }),
  attested: ({ device, points }) => notable({ device, points: points.length }),

  verdict: ({ attempt, verdict }) => ({
    variant: `${verdict.allowed ? "allowed" : "blocked"}.${verdict.because}`,
    level: verdict.allowed ? "notable" : "alarm",
    values: { subject: attempt.subject.id, target: targetOf(attempt) },
  }),
  "verdicts-aggregated": ({ subject, target, because, count, from, until }) => ({
    variant: because,
    level: "alarm",
    values: { subject: subject.id, target, count, from, until },
  }),
  "policy-changing": ({ wish, policy, why }) => ({
    variant: wish?.kind ?? "sealed",
    level: "notable",
    values: { mode: policy.mode, why },
  }),
  "policy-changed": ({ wish, policy, why, outcome }) => ({
    variant: `${wish?.kind ?? "ended"}.${outcome}`,
    level: "notable",
    values: { mode: policy.mode, why },
  }),
  "policy-refused": ({ wish, because, why }) => ({
    variant: because,
    level: "alarm",
    values: { wish: wish.kind, why },
  }),
  "policy-waits": ({ wish, until, state, why }) => ({
    variant: state,
    level: "notable",
    values: { wish: wish.kind, until, why },
  }),
  "policy-found": ({ found }) => ({
    variant: found,
    level: found === "read" || found === "new" ? "routine" : "alarm",
  }),
  "flow-ended": ({ attempt, bytesUp, bytesDown, because }) => ({
    variant: because,
    level: because === "closed" || because === "stopped" ? "routine" : "notable",
    values: { subject: attempt.subject.id, target: targetOf(attempt), bytesUp, bytesDown },
  }),
  "rules-found": ({ found, hash }) => ({
    variant: found,
    level: found === "intact" ? "routine" : "alarm",
    values: { hash },
  }),
  "offer-refused": ({ because, counter }) => ({
    variant: because,
    level: "alarm",
    values: { counter: counter ?? "" },
  }),
  "mirror-broken": ({ gateway, because, size, known }) => ({
    variant: because,
    level: "alarm",
    values: { gateway, size, known },
  }),
  "seal-refused": ({ because }) => ({ variant: because, level: "alarm" }),
  cosigned: ({ witness, size }) => routine({ witness, entries: size }),
  stamped: ({ authority, size, stampedAt }) => notable({ authority, entries: size, stampedAt }),
  "fork-found": ({ origin, size }) => alarm({ origin, entries: size }),
  "setting-changed": ({ setting, change, name }) => ({
    variant: `${setting}.${change}`,
    level: "notable",
    values: { name },
  }),
};

/** The code is `kind` or `kind.variant`. */
export function describeFact(fact: Fact): FactDescription {
  // Each kind's describer takes facts of that kind, which the compiler cannot follow here.
  const describe = describers[fact.kind] as (fact: Fact) => Described;
  const { variant, level, values = {} } = describe(fact);
  return { code: variant === undefined ? fact.kind : `${fact.kind}.${variant}`, level, values };
}

/** Whether all but a minute of a silence was seen to pass; where nothing is told of that, so it is taken. */
function isCounted({ from, until, counted }: FactBodies["gap"]): boolean {
  return counted === undefined || (Date.parse(until) - Date.parse(from)) / 1000 - counted < 60;
}

/** What an attempt was at: a host, or a handover. */
export function targetOf(attempt: Attempt): string {
  return attempt.kind === "connection" ? attempt.host : attempt.handover;
}

function routine(values?: FactDescription["values"]): Described {
  return { level: "routine", ...(values ? { values } : {}) };
}

function notable(values?: FactDescription["values"]): Described {
  return { ...routine(values), level: "notable" };
}

function alarm(values?: FactDescription["values"]): Described {
  return { ...routine(values), level: "alarm" };
}

function totalsOf(interfaces: Readonly<Record<string, InterfaceCounters>>) {
  const all = Object.values(interfaces);
  return {
    bytesIn: all.reduce((sum, { bytesIn }) => sum + bytesIn, 0),
    bytesOut: all.reduce((sum, { bytesOut }) => sum + bytesOut, 0),
  };
}
