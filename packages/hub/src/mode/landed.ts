import { isProblem } from "@homepoint/base";
import { changeMode, type ModeParts } from "./change-mode.ts";
import type { WaitingChange } from "./waiting-changes.ts";

/** Puts in force what waited for a landing, each as if it were asked for now. */
export async function putInForce(
  changes: readonly WaitingChange[],
  parts: ModeParts,
): Promise<void> {
  for (const { id } of changes) {
    const taken = await parts.waiting.take(id);
    if (!taken) continue;
    const { wish, by, role, why } = taken;
    // What cannot be any more, because the policy is another one now, is on record as refused.
    await changeMode({ wish, by, role, why, shown: "nothing" }, parts, "now").catch(
      (error: unknown) => {
        if (!isProblem(error)) throw error;
      },
    );
  }
}

/** Leaves the policy as it is. */
export async function dropWaiting(id: string, by: string, parts: ModeParts): Promise<void> {
  const taken = await parts.waiting.take(id);
  if (!taken) return;
  const { wish, until, why } = taken;
  await parts.evidence.append({ kind: "policy-waits", by, wish, until, why, state: "dropped" });
}
