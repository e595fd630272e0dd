import { utf8 } from "@homepoint/base";
import { fly, plans, writeDjiLog, writeUlog } from "@homepoint/testdata";
import { expect, test } from "vitest";
import { toCsv } from "../../exports/csv.ts";
import { trackPoints } from "../../exports/samples.ts";
import { describeFlightReader } from "../../flight-reader.contract.ts";
import { summarizeFlight } from "../../summary/summarize.ts";
import { valuesOf } from "../../table.ts";
import { djiTxtReader } from "../dji-txt/reader.ts";
import { ulogReader } from "../ulog/reader.ts";
import { csvReaders } from "./reader.ts";

const reader = csvReaders.find(
  ({ format }) => format === "homepoint-csv",
) as (typeof csvReaders)[0];
const flight = fly({ ...plans.dunes, waypoints: plans.dunes.waypoints.slice(0, 2) });

const logs = [
  ["a DJI log", djiTxtReader, writeDjiLog(flight, { version: 12 }).bytes],
  ["a PX4 log", ulogReader, writeUlog(flight).bytes],
] as const;

async function exported([, own, bytes]: (typeof logs)[number]) {
  const log = await own.open(bytes);
  const [first] = log.flights;
  if (!first) throw new Error("there is no flight");
  const tables = [...log.tables(0)];
  const summary = summarizeFlight(first, tables);
  return { tables, summary, csv: utf8([...toCsv({ flight: first, tables, summary })].join("")) };
}

test.each(logs)("the table of %s gives the same flight again", async (...log) => {
  const { tables, summary, csv } = await exported(log);
  const read = await reader.open(csv);
  const again = [...read.tables(0)];
  const [points, same] = [[...trackPoints(tables)], [...trackPoints(again)]];
  expect(same).toHaveLength(points.length);
  for (const [at, point] of points.entries()) {
    expect(same[at]?.seconds).toBeCloseTo(point.seconds, 3);
    expect(same[at]?.latitude).toBeCloseTo(point.latitude, 6);
    expect(same[at]?.longitude).toBeCloseTo(point.longitude, 6);
    for (const name of ["height", "altitude", "speed"] as const)
      if (!Number.isNaN(point[name])) expect(same[at]?.[name]).toBeCloseTo(point[name], 1);
  }
  const repeated = summarizeFlight(read.flights[0] as never, again);
  expect(repeated.startedAt).toBe(summary.startedAt);
  expect(repeated.distanceMeters).toBeCloseTo(summary.distanceMeters ?? 0, 0);
  expect(repeated.batteryEndPercent).toBeCloseTo(summary.batteryEndPercent ?? 0, 0);
  expect(read.flights[0]?.damage).toEqual([]);
});

test("every series that says anything is there again, with its name and unit", async () => {
  const { tables, csv } = await exported(logs[0]);
  const again = [...(await reader.open(csv)).tables(0)];
  for (const { name: table, instance, series } of tables)
    for (const { source, name, unit, ...rest } of series) {
      if (valuesOf({ source, unit, ...rest }).every(Number.isNaN)) continue;
      const same = again
        .find((one) => one.name === table && one.instance === instance)
        ?.series.find((one) => one.source === source);
      expect(same, source).toMatchObject(
        rest.labels ? { ...(name && { name }) } : { unit, ...(name && { name }) },
      );
    }
});

describeFlightReader(reader, [
  { name: "a table of its own", bytes: (await exported(logs[0])).csv.slice(0, 60_000) },
]);
