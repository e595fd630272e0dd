import { isClockBehind } from "@homepoint/policy";
import type { WitnessTime } from "../evidence/outsiders.ts";
import type { Unlocked } from "../unlocked.ts";
import type { Correction } from "./clock-book.ts";

/** Clocks that differ by less say the same. */
export const toleranceMs = 5 * 60_000;

type ClockConfirmed = Pick<Unlocked, "clockBook" | "policy" | "evidence">;

/**
 * A witness's cosignature bears the time by its clock, signed, and what it cosigned was not there to
 * be cosigned before it was asked for: so it tells what time it was between then and now. A clock
 * that shows the same is believed again, under an open lock: whoever may add a witness may relax the
 * policy then anyway. One that shows less than was signed is wrong, whatever the lock.
 */
export async function heedWitnesses(
  times: readonly WitnessTime[],
  unlocked: ClockConfirmed,
): Promise<void> {
  const { policy, evidence } = unlocked;
  for (const { witness, at, agoMs, isNews } of times) {
    const moment = policy.moment();
    const passed = Date.parse(moment.at) - Date.parse(at);
    const isDoubted = isClockBehind(moment) || moment.clockJumped === true;
    if (!isDoubted) continue;
    if (passed < -toleranceMs && isNews)
      await evidence.append({ kind: "clock-refused", by: witness, because: "clock-differs" });
    const isSame = passed >= -toleranceMs && passed <= agoMs + toleranceMs;
    if (isSame && policy.policy.lock === "open") await confirmClock(unlocked, witness, "witness");
  }
}

/** On record before timed grants count again. */
export async function confirmClock(
  unlocked: ClockConfirmed,
  by: string,
  source: Correction["source"],
): Promise<void> {
  const { clockBook, policy, evidence } = unlocked;
  await policy.inTurn(async () => {
    const { at, runningSeconds, latestFactAt } = policy.moment();
    const before = latestFactAt !== undefined && latestFactAt > at ? latestFactAt : at;
    const told = source === "person" ? ("person" as const) : ("witness" as const);
    await evidence.append({ kind: "clock", by, source: told, before, after: at });
    const all = policy.latestFactAt;
    const disbelieved = all !== undefined && all > at ? { disbelieved: all } : {};
    await clockBook.correct({ at, by, source, runningSeconds, ...disbelieved });
    policy.watch.confirm();
  });
}
