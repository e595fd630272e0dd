import { parentPort } from "node:worker_threads";
import type { SameFlight, Sighting } from "@homepoint/flight";
import { findNewestFirst } from "./find-newest-first.ts";
import type { FromSearch, ToSearch } from "./search-away.ts";

const sightings: Sighting[] = [];
const same: (readonly string[])[] = [];
const different: (readonly [string, string])[] = [];
let found: readonly SameFlight[] | undefined;
let given = 0;
const atOnce = 500;

/** Searches away from the server's thread; what it gets and gives comes in small parts. */
parentPort?.on("message", (part: ToSearch) => {
  if ("more" in part) return give();
  sightings.push(...part.sightings);
  same.push(...part.same);
  different.push(...part.different);
});

function give(): void {
  found ??= findNewestFirst({ sightings, same, different });
  const part = found.slice(given, given + atOnce);
  given += part.length;
  const answer: FromSearch = { found: part, isLast: given >= found.length };
  parentPort?.postMessage(answer);
}
