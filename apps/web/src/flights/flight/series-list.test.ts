import { concat } from "@homepoint/base";
import { encodeFlight, openColumns, openLog } from "@homepoint/flight";
import { fly, plans, writeUlog } from "@homepoint/testdata";
import { expect, test } from "vitest";
import { en } from "../../words/en.ts";
import { makeI18n, sayWith } from "../../words/i18n.ts";
import { firstPanes, fitPanes, listSeries } from "./series-list.ts";

const log = await openLog(writeUlog(fly(plans.point)).bytes, "made.ulg");
const file = concat(...(encodeFlight(log, 0)?.columns ?? []));
const source = {
  size: file.length,
  read: async (a: number, b: number) => file.subarray(a, b + 1),
};
const { directory } = await openColumns(source);
const list = listSeries(directory, sayWith(makeI18n("en", en)));
const keys = list.map(({ key }) => key);

test("every series of a log can be chosen, each by a key of its own", () => {
  const count = directory.tables.reduce((sum, { series }) => sum + series.length, 0);
  expect(list).toHaveLength(count);
  expect(new Set(keys).size).toBe(count);
});

test("shared names come first and in words, then the maker's own by table and instance", () => {
  const firstOther = list.findIndex(({ isNamed }) => !isNamed);
  expect(list.slice(firstOther).some(({ isNamed }) => isNamed)).toBe(false);
  expect(list.find(({ key }) => key === "batteryVoltage")?.title).toBe("Battery voltage");
  const second = list.find(({ key }) => key === "battery_status.voltage_v#1");
  expect(second).toMatchObject({ table: "battery_status #1", unit: "V", kind: "V" });
  const tables = [...new Set(list.slice(firstOther).map(({ table }) => table))];
  expect(tables).toEqual(tables.toSorted());
});

test("a page begins with a chart for each of the few that everyone asks for", () => {
  expect(firstPanes(list)).toEqual([["height"], ["speed"], ["batteryPercent"]]);
});

test("charts hold series of one unit that the log has; names for values stand alone", () => {
  const wanted = [["height", "speed", "altitude", "unheard of"], ["flightMode", "inAir"], ["x"]];
  expect(fitPanes(wanted, list)).toEqual([
    ["height", "altitude"],
    ["speed"],
    ["flightMode"],
    ["inAir"],
  ]);
});
