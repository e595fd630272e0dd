import type { Unlocked } from "../unlocked.ts";
import { isLogFile, storedLogOf } from "./log-book.ts";

/** How far a rebuild has come, in log files; `failed`: of those, how many could not be read. */
export type RebuildProgress = {
  readonly done: number;
  readonly of: number;
  readonly failed: number;
};

/**
 * Drops index and columns, and makes them again from the sealed originals; one that cannot be read
 * says so and stops nothing. What people wrote on flights stays. Broken off, it goes on at the next
 * unlocking, because its logs wait to be read.
 */
export async function* rebuild(unlocked: Unlocked, by: string): AsyncIterable<RebuildProgress> {
  const { vault, logs, flights, takeIn, evidence, changes } = unlocked;
  await flights.clear();
  await vault.dropDerived();
  const waiting = await putAllBack(unlocked);
  changes.note("flights");
  let [done, failed] = [0, 0];
  yield { done, of: waiting.length, failed };
  for (const id of waiting) {
    if (logs.find(id)?.reading === "waiting") await takeIn.readLog(id);
    if (logs.find(id)?.reading === "failed") failed += 1;
    done += 1;
    yield { done, of: waiting.length, failed };
  }
  await evidence.append({ kind: "rebuilt", by, logs: done, flights: flights.size, failed });
}

/** Every original as it was before it was read. What is shredded meanwhile stays away. */
async function putAllBack({ vault, logs, turns }: Unlocked): Promise<string[]> {
  const found = await Array.fromAsync(vault.list());
  const put: string[] = [];
  for (const listed of found) {
    if (!("about" in listed) || !isLogFile(listed.about)) continue;
    const { id, about } = listed;
    await turns.take(id, async () => {
      if (!logs.find(id)) return; // shredded, or not on record yet: catching up sees to it
      await logs.put(id, storedLogOf(about));
      put.push(id);
    });
  }
  return put;
}
