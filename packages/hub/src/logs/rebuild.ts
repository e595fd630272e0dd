import type { Unlocked } from "../unlocked.ts";
import { storedLogOf } from "./log-book.ts";

/** How far a rebuild has come, in log files. */
export type RebuildProgress = { readonly done: number; readonly of: number };

/**
 * Drops index and columns, and makes them again from the sealed originals. What people wrote on
 * flights stays. Broken off, it goes on at the next unlocking, because its logs wait to be read.
 */
export async function* rebuild(
  { vault, logs, flights, takeIn, evidence, changes }: Unlocked,
  by: string,
): AsyncIterable<RebuildProgress> {
  const found = await Array.fromAsync(vault.list());
  await flights.clear();
  await logs.clear();
  await vault.dropDerived();
  const originals = found.filter((listed) => "about" in listed && listed.about.kind !== "map");
  for (const listed of originals)
    if ("about" in listed) await logs.put(listed.id, storedLogOf(listed.about));
  changes.note("flights");
  let done = 0;
  yield { done, of: originals.length };
  for (const { id } of originals) {
    if (logs.find(id)?.reading === "waiting") await takeIn.readLog(id);
    done += 1;
    yield { done, of: originals.length };
  }
  await evidence.append({ kind: "rebuilt", by, logs: done, flights: flights.size });
}
