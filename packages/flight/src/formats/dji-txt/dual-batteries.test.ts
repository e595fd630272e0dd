import { fly, plans, writeDjiLog } from "@homepoint/testdata";
import { expect, test } from "vitest";
import { findSeries } from "../../summary/find-series.ts";
import { summarize } from "../../summary/summarize.ts";
import { valuesOf } from "../../table.ts";
import { djiTxtReader } from "./reader.ts";

const flight = fly(plans.ridge); // with two batteries

test("of two batteries the first is the battery, and what stands for both is left out", async () => {
  const log = await djiTxtReader.open(writeDjiLog(flight, { version: 11 }).bytes);
  const tables = [...log.tables(0)];
  const numbers = tables.filter(({ name }) => name === "SMART_BATTERY_DYNAMIC");
  expect(numbers.map(({ instance }) => instance)).toEqual([1, 2]);
  const found = findSeries(tables, "batteryVoltage");
  expect(found && Math.min(...valuesOf(found.series))).toBeGreaterThan(10);
  const { batteryStartPercent } = summarize(log, 0) ?? {};
  expect(batteryStartPercent).toBeCloseTo(plans.ridge.charge, -1);
});

test("a single battery is 0, and stays", async () => {
  const single = fly(plans.field);
  const log = await djiTxtReader.open(writeDjiLog(single, { version: 11 }).bytes);
  const instances = [...log.tables(0)]
    .filter(({ name }) => name.startsWith("SMART_BATTERY_"))
    .map(({ instance }) => instance);
  expect(new Set(instances)).toEqual(new Set([0]));
});
