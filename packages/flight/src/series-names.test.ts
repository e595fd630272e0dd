import {
  fly,
  plans,
  writeCsv,
  writeDataflash,
  writeDjiLog,
  writeSrt,
  writeTlog,
} from "@homepoint/testdata";
import { utf8 } from "@homepoint/base";
import { expect, test } from "vitest";
import { openLog } from "./read-log.ts";
import {
  nameOf,
  seriesNames,
  sourcesOf,
  type SeriesMeaning,
  type SeriesName,
} from "./series-names.ts";
import type { Series } from "./table.ts";

const meanings: readonly (readonly [string, SeriesMeaning])[] = Object.entries(seriesNames);

async function allSeries(): Promise<readonly Series[]> {
  const flight = fly({ ...plans.point, waypoints: plans.point.waypoints.slice(0, 2) });
  const logs = [
    ...[4, 8, 11].map((version) => writeDjiLog(flight, { version }).bytes),
    ...(["new", "old", "text"] as const).map((style) => writeDataflash(flight, style).bytes),
    ...([3, 12] as const).map((autopilot) => writeTlog(flight, { autopilot }).bytes),
    ...(["tags", "lists", "letters", "new-tags"] as const).map((s) => utf8(writeSrt(flight, s))),
    ...(["airdata feet", "litchi", "dronelog", "flight reader", "txt log"] as const).map((s) =>
      utf8(writeCsv(flight, s)),
    ),
  ];
  const opened = await Promise.all(logs.map((bytes) => openLog(bytes, "made")));
  return opened.flatMap((log) => [...log.tables(0)].flatMap(({ series }) => series));
}

test("no source has two names", () => {
  const sources = (Object.keys(seriesNames) as SeriesName[]).flatMap(sourcesOf);
  expect(new Set(sources).size).toBe(sources.length);
  expect(nameOf("OSD.height")).toBe("height");
  expect(nameOf("OSD.unheardOf")).toBeUndefined();
});

test("every height says what it is counted from", () => {
  for (const [name, { unit, reference }] of meanings)
    if (unit === "m" && /height|altitude/i.test(name)) expect(reference, name).toBeDefined();
});

test("a series that has a name has the name's unit", async () => {
  for (const { name, unit, source } of await allSeries())
    if (name) expect(unit, source).toBe(seriesNames[name].unit);
});

test("most names are heard of in made logs", async () => {
  const heard = new Set((await allSeries()).map(({ name }) => name));
  const silent = meanings.map(([name]) => name).filter((name) => !heard.has(name as never));
  // Bigger batteries, newer rows, and what only some cameras say.
  expect(silent).toEqual([
    "cellVoltage7",
    "cellVoltage8",
    "cellVoltage9",
    "cellVoltage10",
    "cellVoltage11",
    "cellVoltage12",
  ]);
});
