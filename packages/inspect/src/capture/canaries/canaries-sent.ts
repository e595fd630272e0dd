import type { CaptureSeen, Flow } from "../flow.ts";
import type { CanaryFound } from "./canary-watch.ts";

export type CanarySent = CanaryFound & { readonly seen: Flow };

/** Of what was found, what our side sent out of our networks, or tried to. */
export function canariesSent(
  found: readonly CanaryFound[],
  { flows }: CaptureSeen,
): readonly CanarySent[] {
  return found.flatMap((each) => {
    const seen = flows[each.flow];
    if (!seen || seen.scope !== "world") return [];
    return each.side === seen.ourSide ? [{ ...each, seen }] : [];
  });
}
