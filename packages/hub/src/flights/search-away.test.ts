import type { Sighting } from "@homepoint/flight";
import { expect, test } from "vitest";
import { findNewestFirst } from "./find-newest-first.ts";
import { searchAway } from "./search-away.ts";

/** Each flight once as a log and once as a table of it. */
function* sightings(count: number): Iterable<Sighting> {
  for (let number = 0; number < count; number += 1)
    for (const format of ["dji-txt", "airdata-csv"])
      yield {
        id: `${format} ${number}`,
        log: `${format} ${number}`,
        format,
        needsKeys: false,
        clock: "gps",
        aircraft: { serial: `MADE${number % 7}` },
        startedAt: new Date(1_600_000_000_000 + number * 3_600_000).toISOString(),
        durationSeconds: 600,
        rows: 6000 + number,
      };
}

const never = new AbortController().signal;
const nothing = { same: [], different: [] };

test("finds what is found at once, the newest first, and lets others work meanwhile", async () => {
  const turning = new AbortController();
  let turns = 0;
  const turn = () => {
    turns += 1;
    if (!turning.signal.aborted) setImmediate(turn);
  };
  turn();
  const found = await searchAway({ sightings: sightings(1500), ...nothing }, never);
  turning.abort();
  expect(turns).toBeGreaterThan(9);
  expect(found).toHaveLength(1500);
  expect(found[0]?.flights).toEqual(["dji-txt 1499", "airdata-csv 1499"]);
  expect(found).toEqual(findNewestFirst({ sightings: sightings(1500), ...nothing }));
});

test("knows what people have said", async () => {
  const same = [["dji-txt 0", "airdata-csv 0"]];
  const different = [["airdata-csv 1", "dji-txt 1"]] as const;
  const found = await searchAway({ sightings: sightings(3), same, different }, never);
  expect(found.map(({ flights }) => flights)).toEqual([["dji-txt 2", "airdata-csv 2"]]);
});

test("ends when the hub is locked, and says so to whoever waits", async () => {
  const locking = new AbortController();
  const searching = searchAway({ sightings: sightings(50), ...nothing }, locking.signal);
  locking.abort();
  await expect(searching).rejects.toMatchObject({ code: "api/locked" });
});
