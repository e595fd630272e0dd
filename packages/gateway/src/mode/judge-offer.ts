import { canonicalJson } from "@homepoint/base";
import type { PolicyOfferRefusal } from "@homepoint/evidence";
import {
  isLaxer,
  readPolicy,
  strictest,
  withMissionsOf,
  writePolicy,
  type Policy,
  type Seal,
} from "@homepoint/policy";

export type OfferKnown = {
  readonly installationId: string;
  /** In force here. */
  readonly last?: Policy;
  /** The seal of the sealed policy that its owners' signatures were verified of. */
  readonly proven?: Seal;
};

/** What is put in force for an offer, if anything; and why the offer, or the rest of it, is not. */
export type OfferJudged = { readonly policy?: Policy; readonly refused?: PolicyOfferRefusal };

/**
 * What of a policy that the hub has signed is put in force at a running gateway. Tightening always;
 * relaxing only by a newer counter; what is sealed is never relaxed by the hub's word, whoever has
 * its key, and narrowed by whatever narrows it.
 */
export function judgeOffer(
  offered: Policy,
  { installationId, last, proven }: OfferKnown,
): OfferJudged {
  if (offered.installationId !== installationId) return { refused: "another-installation" };
  const isProven = offered.lock !== "sealed" || isSame(offered.seal, proven);
  if (!last) return isProven ? { policy: offered } : { refused: "seal-missing" };
  // What was in force before there was a hub has counted for itself.
  const isOurs = last.installationId === installationId;
  if (isOurs && offered.counter < last.counter) return { refused: "older" };
  if (last.lock === "sealed") return narrow(last, offered);
  const policy = isProven ? offered : lockedAs(offered, last);
  const isLax = isLaxer(policy, last);
  if (isLax && isOurs && offered.counter === last.counter) return { refused: "laxer" };
  return isLax && !isProven ? { refused: "seal-missing" } : { policy };
}

/** Of what owners have signed the highest counter holds; missions are nothing that they sign. */
function narrow(last: Policy, offered: Policy): OfferJudged {
  const isOlder = (offered.seal?.counter ?? Number.POSITIVE_INFINITY) < (last.seal?.counter ?? -1);
  const asLocked = lockedAs(offered, last);
  if (!isOlder && !isLaxer(asLocked, last)) return { policy: asLocked };
  const narrowed = isOlder ? withMissionsOf(last, offered) : strictest(last, asLocked);
  // Its counter is not that of the offer: this is not what is in force at the hub.
  const policy = { ...narrowed, counter: last.counter };
  // Whoever floods it with missions gets no policy that could not be read again.
  const isReadable = readPolicy(writePolicy(policy), { existing: true }).found === "read";
  return { refused: isOlder ? "older" : "laxer", ...(isReadable ? { policy } : {}) };
}

function lockedAs({ seal: _, ...offered }: Policy, { lock, seal }: Policy): Policy {
  return { ...offered, lock, ...(seal ? { seal } : {}) };
}

function isSame(a: Seal | undefined, b: Seal | undefined): boolean {
  return a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b);
}
