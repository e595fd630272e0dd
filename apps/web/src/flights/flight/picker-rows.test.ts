import { expect, test } from "vitest";
import { makeSearchable, pickerRows } from "./picker-rows.ts";
import type { PickableSeries } from "./series-list.ts";

const series = (part: Partial<PickableSeries>): PickableSeries => ({
  key: "a",
  title: "A",
  source: "t.a",
  unit: "1",
  rows: 1,
  isNamed: false,
  table: "t",
  kind: "1",
  ...part,
});

const all = makeSearchable([
  series({ key: "batteryVoltage", title: "Battery voltage", source: "bat.v", isNamed: true }),
  series({ key: "bat.i", title: "bat.i", source: "bat.i", table: "bat" }),
  series({ key: "bat.i#1", title: "bat.i", source: "bat.i", table: "bat #1" }),
]);
const rowsFor = (find: string) =>
  pickerRows(all, { find, named: "Common" }).map((row) =>
    "group" in row ? `${row.group}: ${row.count}` : `${row.number} ${row.series.key}`,
  );

test("series stand under their groups, numbered through", () => {
  expect(rowsFor("")).toEqual([
    "Common: 1",
    "0 batteryVoltage",
    "bat: 1",
    "1 bat.i",
    "bat #1: 1",
    "2 bat.i#1",
  ]);
});

test("every word must be found, in title, source or table, in either case", () => {
  expect(rowsFor("VOLT bat")).toEqual(["Common: 1", "0 batteryVoltage"]);
  expect(rowsFor("bat #1")).toEqual(["bat #1: 1", "0 bat.i#1"]);
  expect(rowsFor("wind")).toEqual([]);
});
