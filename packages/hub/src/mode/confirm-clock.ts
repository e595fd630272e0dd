import { followGnss } from "@homepoint/base/node";
import type { ClockSource } from "@homepoint/evidence";
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

/**
 * Listens to a receiver. Anyone with a transmitter can say what satellites say, so what they confirm
 * is little: under an open lock, that a clock which shows the same is not behind. They end no
 * mission, and set nothing.
 */
export function followSatellites(source: string | undefined, unlocked: ClockConfirmed): () => void {
  if (source === undefined) return () => undefined;
  const monotonic = () => performance.now() / 1000;
  let heeding: Promise<void> | undefined;
  const onTime = (at: number) => {
    heeding ??= heedSatellites(at, unlocked)
      .catch(() => undefined) // it is said again in a second
      .finally(() => (heeding = undefined));
  };
  return followGnss({ source, monotonic, onTime });
}

async function heedSatellites(at: number, unlocked: ClockConfirmed): Promise<void> {
  const { policy } = unlocked;
  const moment = policy.moment();
  const isSame = Math.abs(Date.parse(moment.at) - at) <= toleranceMs;
  if (isSame && isClockBehind(moment) && policy.policy.lock === "open")
    await confirmClock(unlocked, "hub", "satellites");
}

const sources = {
  person: "person",
  signed: "witness",
  witness: "witness",
  satellites: "gnss",
} as const satisfies Readonly<Record<Correction["source"], ClockSource>>;

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
    await evidence.append({ kind: "clock", by, source: sources[source], before, after: at });
    const all = policy.latestFactAt;
    const disbelieved = all !== undefined && all > at ? { disbelieved: all } : {};
    await clockBook.correct({ at, by, source, runningSeconds, ...disbelieved });
    if (source !== "satellites") policy.watch.confirm();
  });
}
