import { setImmediate as otherWork } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { apiProblem } from "@homepoint/api";
import type { Decided, SameFlight, Sighting } from "@homepoint/flight";
import type { Searched } from "./find-newest-first.ts";

/** To a search: a part of what it searches, or that whoever asked is ready for more of its answer. */
export type ToSearch =
  | { readonly more: true }
  | (Decided & { readonly sightings: readonly Sighting[] });

/** From a search: a part of its answer. */
export type FromSearch = { readonly found: readonly SameFlight[]; readonly isLast: boolean };

/** Copying so many to another thread takes a few milliseconds. */
const atOnce = 500;

/**
 * Finds what `findNewestFirst` finds in a thread of its own: of 100,000 flights it
 * takes seconds, in which whoever asks the hub something is answered.
 *
 * @throws api/locked where the signal ends it
 */
export async function searchAway(
  searched: Searched,
  signal: AbortSignal,
): Promise<readonly SameFlight[]> {
  // From source the worker is TypeScript too, and Node reads it as it is.
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf("."));
  const worker = new Worker(new URL(`./search-worker${extension}`, import.meta.url));
  const ending = Promise.withResolvers<never>();
  ending.promise.catch(() => undefined); // raced below
  const end = () => ending.reject(apiProblem("locked"));
  signal.addEventListener("abort", end);
  worker.on("error", ending.reject);
  try {
    for (const part of partsOf(searched)) {
      if (signal.aborted) throw apiProblem("locked");
      post(worker, part);
      await otherWork();
    }
    return await Promise.race([takeAll(worker), ending.promise]);
  } finally {
    signal.removeEventListener("abort", end);
    void worker.terminate();
  }
}

function* partsOf({ sightings, same, different }: Searched): Iterable<ToSearch> {
  const nothing = { sightings: [], same: [], different: [] };
  yield* inParts(sightings, (part) => ({ ...nothing, sightings: part }));
  yield* inParts(same, (part) => ({ ...nothing, same: part }));
  yield* inParts(different, (part) => ({ ...nothing, different: part }));
}

function* inParts<One>(
  all: Iterable<One>,
  toPart: (some: readonly One[]) => ToSearch,
): Iterable<ToSearch> {
  const some: One[] = [];
  for (const one of all) if (some.push(one) === atOnce) yield toPart(some.splice(0));
  if (some.length > 0) yield toPart(some);
}

/** The next part is asked for when the one before it is here: they would come all in one go. */
function takeAll(worker: Worker): Promise<readonly SameFlight[]> {
  const all: SameFlight[] = [];
  return new Promise((resolve) => {
    worker.on("message", ({ found, isLast }: FromSearch) => {
      all.push(...found);
      if (isLast) resolve(all);
      else setImmediate(() => post(worker, { more: true }));
    });
    post(worker, { more: true });
  });
}

function post(worker: Worker, message: ToSearch): void {
  worker.postMessage(message);
}
