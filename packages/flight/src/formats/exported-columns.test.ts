import { concat, utf8 } from "@homepoint/base";
import { fly, plans, realFile, writeCsv, writeGpx, writeIgc, writeKml } from "@homepoint/testdata";
import { expect, test } from "vitest";
import { encodeColumns } from "../columns/encode-columns.ts";
import { openColumns } from "../columns/open-columns.ts";
import { decodeFlight } from "../exports/samples.ts";
import { openLog } from "../read-log.ts";

const flight = fly({ ...plans.sea, waypoints: plans.sea.waypoints.slice(0, 3) });
const real = "TheRobBrennan__air2s_Sep-5th-2021-07-48PM-Flight-Airdata";

test.each([
  ["a table with a clock of no zone", utf8(writeCsv(flight, "flight reader"))],
  ["a table with identities and texts", utf8(writeCsv(flight, "dronelog"))],
  ["a track", utf8(writeGpx(flight, "1.1").text)],
  ["a line without times", utf8(writeKml(flight, "line").text)],
  ["a recorder's log", utf8(writeIgc(flight, "precise").text)],
  ["a real table", realFile(`csv/${real}.csv`)],
  ["a real track", realFile(`track/${real}.gpx`)],
  ["a real line", realFile(`track/${real}.kml`)],
])("%s comes back from its columns as it was read", async (_, bytes) => {
  if (!bytes) return; // absent: not beside the repository, and said so
  const decoded = decodeFlight(await openLog(bytes, "made"), 0);
  if (!decoded) throw new Error("there is no flight");
  const file = concat(...encodeColumns(decoded));
  const read = async (first: number, last: number) => file.slice(first, last + 1);
  const columns = await openColumns({ size: file.length, read });
  expect(columns.directory.flight).toEqual(JSON.parse(JSON.stringify(decoded.flight)));
  expect(await Array.fromAsync(columns.decodeTables())).toEqual(decoded.tables);
});
