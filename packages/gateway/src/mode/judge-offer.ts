import { canonicalJson } from "@homepoint/base";
import type { PolicyOfferRefusal } from "@homepoint/evidence";
import { isLaxer, type Policy, type Seal } from "@homepoint/policy";

export type OfferKnown = {
  readonly installationId: string;
  /** In force here. */
  readonly last?: Policy;
  /** The seal of the sealed policy that its owners' signatures were verified of. */
  readonly proven?: Seal;
};

export type OfferJudged =
  | { readonly taken: true; readonly policy: Policy }
  | { readonly taken: false; readonly because: PolicyOfferRefusal };

/**
 * Whether what the hub has signed is put in force at a running gateway. Tightening always; relaxing
 * only by a newer counter; what is sealed is never relaxed by the hub's word, whoever has its key.
 */
export function judgeOffer(
  offered: Policy,
  { installationId, last, proven }: OfferKnown,
): OfferJudged {
  if (offered.installationId !== installationId) return refuse("another-installation");
  const isProven = offered.lock !== "sealed" || isSame(offered.seal, proven);
  if (!last) return isProven ? take(offered) : refuse("seal-missing");
  // What was in force before there was a hub has counted for itself.
  const isOurs = last.installationId === installationId;
  if (isOurs && offered.counter < last.counter) return refuse("older");
  // Of what owners have signed the highest counter holds, whoever has it.
  if ((offered.seal?.counter ?? Number.POSITIVE_INFINITY) < (last.seal?.counter ?? -1))
    return refuse("older");
  const asLocked = lockedAs(offered, last);
  if (last.lock === "sealed") return isLaxer(asLocked, last) ? refuse("laxer") : take(asLocked);
  const isLax = isLaxer(offered, last);
  if (isLax && isOurs && offered.counter === last.counter) return refuse("laxer");
  if (isProven) return take(offered);
  return isLax ? refuse("seal-missing") : take(asLocked);
}

function lockedAs({ seal: _, ...offered }: Policy, { lock, seal }: Policy): Policy {
  return { ...offered, lock, ...(seal ? { seal } : {}) };
}

function isSame(a: Seal | undefined, b: Seal | undefined): boolean {
  return a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b);
}

function take(policy: Policy): OfferJudged {
  return { taken: true, policy };
}

function refuse(because: PolicyOfferRefusal): OfferJudged {
  return { taken: false, because };
}
