import { expect, test } from "vitest";
import { GapWatch, type Gap } from "./gaps.ts";

const at = (minutes: number) =>
  new Date(Date.parse("2026-06-01T09:00:00Z") + minutes * 60_000).toISOString();
const counters = (bytesIn: number, bytesOut: number) => ({
  wan: { bytesIn, bytesOut, packetsIn: 1, packetsOut: 1 },
  lo: { bytesIn, bytesOut, packetsIn: 1, packetsOut: 1 },
});
const beat = (minutes: number, bytesIn: number, bytesOut: number) => ({
  kind: "heartbeat" as const,
  at: at(minutes),
  interfaces: counters(bytesIn, bytesOut),
});

function gapsOf(facts: readonly Parameters<GapWatch["note"]>[1][]): readonly Gap[] {
  const watch = new GapWatch();
  for (const [index, fact] of facts.entries()) watch.note(index, fact);
  return watch.end();
}

test("signs of life in time leave no gap", () => {
  expect(
    gapsOf([beat(0, 0, 0), beat(10, 5, 5), { kind: "locked", at: at(19) }, beat(30, 9, 9)]),
  ).toEqual([]);
});

test("a gap that a start found is told with what the interfaces passed meanwhile", () => {
  const gap = { kind: "gap" as const, at: at(200), from: at(10), until: at(200) };
  expect(
    gapsOf([
      beat(0, 10, 20),
      beat(10, 100, 200),
      { kind: "started", at: at(200) },
      gap,
      beat(200, 150, 90_200),
    ]),
  ).toEqual([
    {
      from: at(10),
      until: at(200),
      how: "told",
      entry: 3,
      unexplained: { wan: { bytesIn: 50, bytesOut: 90_000, counted: "through" } },
    },
  ]);
});

test("counters that began anew tell at least what they count", () => {
  const gap = { kind: "gap" as const, at: at(200), from: at(10), until: at(200) };
  const [found] = gapsOf([beat(10, 1000, 2000), gap, beat(200, 7, 9)]);
  expect(found?.unexplained).toEqual({ wan: { bytesIn: 7, bytesOut: 9, counted: "restarted" } });
});

test("a silence that nobody told of is found", () => {
  expect(gapsOf([beat(0, 0, 0), beat(90, 4, 1)])).toMatchObject([
    {
      from: at(0),
      until: at(90),
      how: "silent",
      entry: 1,
      unexplained: { wan: { bytesIn: 4, bytesOut: 1 } },
    },
  ]);
});

test("a gap at the end, or without counters, is told without bytes", () => {
  const gap = { kind: "gap" as const, at: at(50), from: at(0), until: at(50) };
  expect(gapsOf([gap])).toMatchObject([{ how: "told", unexplained: {} }]);
});
