import { concat } from "@homepoint/base";
import { fly, plans, writeUlog } from "@homepoint/testdata";
import { expect, test } from "vitest";
import { summarize } from "../../summary/summarize.ts";
import { ulogReader } from "./reader.ts";

const first = writeUlog(fly(plans.point)).bytes;
const second = writeUlog(fly(plans.ridge)).bytes;

async function aloneAs(bytes: Uint8Array) {
  const log = await ulogReader.open(bytes);
  return { flight: log.flights[0], summary: summarize(log, 0) };
}

test("logs that were joined in one file are a flight each, as they are alone", async () => {
  const log = await ulogReader.open(concat(first, second, first));
  expect(log.flights).toHaveLength(3);
  for (const [at, bytes] of [first, second, first].entries()) {
    const { flight, summary } = await aloneAs(bytes);
    expect({ ...log.flights[at], damage: [] }).toEqual({ ...flight, damage: [] });
    expect(summarize(log, at)).toEqual(summary);
  }
});

test("a log that is cut off before the next one does not swallow it", async () => {
  const cut = first.subarray(0, first.length - 7);
  const log = await ulogReader.open(concat(cut, second));
  expect(log.flights).toHaveLength(2);
  expect(summarize(log, 1)).toEqual((await aloneAs(second)).summary);
});

test("damage of a joined log lies where it does in the file", async () => {
  const cut = second.subarray(0, second.length - 7);
  const [alone] = (await ulogReader.open(cut)).flights;
  const joined = (await ulogReader.open(concat(first, cut))).flights[1];
  const offsets = alone?.damage.map(({ offset }) => offset + first.length);
  expect(offsets).not.toEqual([]);
  expect(joined?.damage.map(({ offset }) => offset)).toEqual(offsets);
});
