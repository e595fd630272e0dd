import { strictestMode, type RestingMode } from "../mode.ts";
import { defaultPolicy, type Grant, type Policy, type Standard } from "../policy.ts";

type Times = { readonly from: string; readonly until: string };

/** A policy, and from when until when it was in force. ISO 8601 in UTC. */
export type PolicySpell = Times & { readonly policy: Policy };

/** What a log tells of the policy, in its order. */
export type PolicyTurn =
  /** It is in force from then on. */
  | { readonly kind: "changed"; readonly at: string; readonly policy: Policy }
  /** Its file was not what was in force: `offline`, until it is changed or found again. */
  | { readonly kind: "not-found"; readonly at: string }
  /** A program began anew, with the policy that was last in force. */
  | { readonly kind: "started"; readonly at: string };

/**
 * Which policy was in force when, over a span of time; without holes, and none of them empty.
 *
 * @param turns from the beginning of the log, or from before the span, to its end
 */
export function policiesOver(turns: readonly PolicyTurn[], { from, until }: Times): PolicySpell[] {
  const spells: PolicySpell[] = [];
  let last = defaultPolicy;
  let inForce: { readonly policy: Policy; readonly from: string } = { policy: last, from };
  const endAt = (at: string, policy: Policy) => {
    if (at > inForce.from) spells.push({ ...inForce, until: at < until ? at : until });
    inForce = { policy, from: at > inForce.from ? at : inForce.from };
  };
  for (const turn of turns) {
    if (turn.at >= until) continue;
    if (turn.kind === "changed") last = turn.policy;
    endAt(turn.at, turn.kind === "not-found" ? closed(last) : last);
  }
  endAt(until, last);
  return spells;
}

/** As where a policy cannot be read: nothing passes for anyone. */
function closed({ standard: _, ...policy }: Policy): Policy {
  return { ...policy, mode: "offline", grants: [] };
}

/** A mode at rest, and whether it was sealed: nobody here could relax it. */
export type ModeSpell = Times & { readonly mode: RestingMode; readonly isSealed: boolean };

/** Neighbours that say the same are one. */
export function modesOver(spells: readonly PolicySpell[]): ModeSpell[] {
  const modes: ModeSpell[] = [];
  for (const { policy, from, until } of spells) {
    const { mode } = policy;
    const isSealed = policy.lock === "sealed";
    const before = modes.at(-1);
    if (before?.mode === mode && before.isSealed === isSealed)
      modes[modes.length - 1] = { ...before, until };
    else modes.push({ mode, isSealed, from, until });
  }
  return modes;
}

/** The strictest of policy and missions at one time; missions narrow, and never let more pass. */
export function modeDuring({ policy, from, until }: PolicySpell): RestingMode {
  const lasting = (policy.missions ?? []).filter((one) => one.from <= from && one.until >= until);
  // The strictest of modes that are rested in is one.
  return strictestMode(policy.mode, ...lasting.map(({ mode }) => mode)) as RestingMode;
}

/** What was let pass by name, and how it ended; without an end it lasts until it is revoked. */
export type ExceptionSpell = {
  readonly grant: Grant;
  /** Undefined where it was there before the first spell, and its grant does not say since when. */
  readonly from?: string;
  readonly until?: string;
  /** It ended before its time was over. */
  readonly isRevoked: boolean;
};

/** Grants that were in force at any time of the spells. */
export function exceptionsOver(spells: readonly PolicySpell[]): ExceptionSpell[] {
  const found = new Map<string, ExceptionSpell & { readonly seenUntil: string }>();
  for (const { policy, from, until } of spells)
    for (const grant of policy.grants) {
      const { span } = grant;
      if (span && (span.until <= from || span.from >= until)) continue;
      const before = [...found].find(
        ([, one]) => keyOf(one.grant) === keyOf(grant) && one.seenUntil === from,
      );
      const began = before
        ? before[1].from
        : from === spells[0]?.from
          ? span?.from
          : laterOf(from, span?.from);
      const key = before?.[0] ?? `${keyOf(grant)} ${from}`;
      found.set(key, { grant, ...fromOf(began), isRevoked: false, seenUntil: until });
    }
  const end = spells.at(-1)?.until ?? "";
  return [...found.values()].map(({ seenUntil, ...one }) => ended(one, { seenUntil, end }));
}

function ended(
  { grant, from }: ExceptionSpell,
  { seenUntil, end }: { readonly seenUntil: string; readonly end: string },
): ExceptionSpell {
  const planned = grant.span?.until;
  if (planned !== undefined && planned <= seenUntil)
    return { grant, ...fromOf(from), until: planned, isRevoked: false };
  const isRevoked = seenUntil < end;
  const until = isRevoked ? seenUntil : planned;
  return { grant, ...fromOf(from), ...(until !== undefined && { until }), isRevoked };
}

function fromOf(from: string | undefined): Pick<ExceptionSpell, "from"> {
  return from === undefined ? {} : { from };
}

function laterOf(a: string, b: string | undefined): string {
  return b !== undefined && b > a ? b : a;
}

function keyOf({ service, subject, by, why, span }: Grant): string {
  return JSON.stringify([service, subject.kind, subject.id, by, why, span?.until]);
}

export type StandardSpell = Times & Pick<Standard, "clients" | "by" | "why">;

/** When everything was let pass, for whom; until it was ended, or ended by itself. */
export function standardOver(spells: readonly PolicySpell[]): StandardSpell[] {
  const found = new Map<string, StandardSpell>();
  for (const { policy, from, until } of spells) {
    const { clients, span, by, why } = policy.standard ?? {};
    if (!clients || !span || by === undefined || why === undefined) continue;
    const [begin, end] = [laterOf(from, span.from), span.until < until ? span.until : until];
    if (begin >= end) continue;
    const key = JSON.stringify([clients, span.from, span.until, by]);
    found.set(key, { clients, by, why, from: found.get(key)?.from ?? begin, until: end });
  }
  return [...found.values()];
}
