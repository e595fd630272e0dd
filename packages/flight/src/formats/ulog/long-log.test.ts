import { concat } from "@homepoint/base";
import { writeLongUlog } from "@homepoint/testdata";
import { expect, test } from "vitest";
import { encodeFlight } from "../../columns/encode-flight.ts";
import { openColumns } from "../../columns/open-columns.ts";
import { openLog } from "../../read-log.ts";

const wanted = 12_000_000;
const bytes = concat(...writeLongUlog(wanted));
const log = await openLog(bytes, "long.ulg");

test("a long log is read whole, every series of every topic", () => {
  expect(bytes.length).toBeGreaterThanOrEqual(wanted);
  const [flight] = log.flights;
  expect(flight?.damage).toEqual([]);
  expect(flight?.parameters).toHaveLength(1500);
  const tables = [...log.tables(0)];
  expect(tables.flatMap(({ series }) => series).length).toBeGreaterThan(300);
  expect(tables.find(({ name }) => name === "vehicle_angular_velocity")?.times.length).toBe(
    flight?.counts["vehicle_angular_velocity"],
  );
});

test("drawing any of its series over the whole flight reads little of its columns", async () => {
  const file = concat(...(encodeFlight(log, 0)?.columns ?? []));
  let read = 0;
  const columns = await openColumns({
    size: file.length,
    read: async (first, last) => {
      read += last - first + 1;
      return file.subarray(first, last + 1);
    },
  });
  read = 0;
  const names = ["vehicle_angular_velocity.xyz_1", "actuator_outputs.output_3#1"];
  const lines = await columns.readSeries({ from: 0, to: 1e6, names }, 900);
  expect(lines.map(({ key }) => key).sort()).toEqual(names.toSorted());
  expect(lines.every(({ times }) => times.length > 400 && times.length < 20_000)).toBe(true);
  expect(read).toBeLessThan(file.length / 10);
});
