import { isProblem } from "@homepoint/base";
import { damage } from "@homepoint/testdata";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { headLength, type FlightReader, type OpenLog } from "./flight-reader.ts";
import type { KeyChain } from "./key-chains.ts";
import { isMissing, type Table } from "./table.ts";

export type ReaderSample = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly keys?: KeyChain;
  /** Where its rows stand, for formats whose rows can be told to be whole. */
  readonly rows?: readonly { readonly offset: number; readonly length: number }[];
};

/** Samples no longer than this are cut at every byte, longer ones at some. */
const small = 4096;

/** What every reader promises of every log, whole or not. */
export function describeFlightReader(reader: FlightReader, samples: readonly ReaderSample[]): void {
  describe(`${reader.format}, a flight reader`, () => {
    test("does not recognize other files, and opens none as a log", async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
          const known = reader.recognize(bytes, "any.txt");
          const log = await openAny(reader, bytes);
          if (log) expect(known).toBe(true);
          if (log) checkLog(log, bytes.length);
        }),
      );
      expect(reader.recognize(new Uint8Array(), "empty")).toBe(false);
    });

    describe.each(samples)("$name", (sample) => {
      const { bytes, keys } = sample;

      test("is recognized by its head alone, under any name", () => {
        expect(reader.recognize(bytes.subarray(0, headLength), "a.bin")).toBe(true);
      });

      test("gives equal-length series, times that never go back, and no value that is none", async () => {
        const log = await reader.open(bytes, keys);
        expect(log.flights.length).toBeGreaterThan(0);
        checkLog(log, bytes.length);
      });

      test("gives the same flight each time, and leaves the bytes as they were", async () => {
        const before = bytes.slice();
        const [first, second] = [await reader.open(bytes, keys), await reader.open(bytes, keys)];
        expect(second.flights).toEqual(first.flights);
        expect(tablesOf(second)).toEqual(tablesOf(first));
        expect(bytes).toEqual(before);
      });

      test("says of a flight nothing that JSON could not hold", async () => {
        const { flights } = await reader.open(bytes, keys);
        expect(JSON.parse(JSON.stringify(flights))).toEqual(withoutUndefined(flights));
      });

      test("is read from any beginning of it", async () => {
        const open = async (end: number) => {
          const log = await openAny(reader, bytes.slice(0, end), keys);
          if (log) checkLog(log, end);
        };
        if (bytes.length <= small) for (let end = 0; end < bytes.length; end += 1) await open(end);
        else
          await fc.assert(fc.asyncProperty(fc.nat(bytes.length), open), {
            numRuns: 40,
            examples: [[0], [1], [16], [100], [101]],
          });
      });

      test("is read with any byte changed", async () => {
        const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }));
        const changes = fc.array(change, { minLength: 1, maxLength: 8 });
        await fc.assert(
          fc.asyncProperty(changes, async (all) => {
            const changed = bytes.slice();
            for (const [at, by] of all) changed[at] = (changed[at] ?? 0) ^ by;
            const log = await openAny(reader, changed, keys);
            if (log) checkLog(log, changed.length);
          }),
          { numRuns: bytes.length <= small ? 300 : 40 },
        );
      });

      test.each(damage(bytes))(
        "$name: what is whole is kept",
        async ({ bytes: damaged, keeps }) => {
          const log = await openAny(reader, damaged, keys);
          const whole = (sample.rows ?? []).filter(({ offset, length }) => keeps(offset, length));
          if (!log) return expect(whole.length).toBeLessThan(5); // too little to tell what it is
          checkLog(log, damaged.length);
          const counted = log.flights.flatMap(({ counts }) => Object.values(counts));
          const read = counted.reduce((sum, count) => sum + count, 0);
          expect(read).toBeGreaterThanOrEqual(whole.length);
        },
      );
    });
  });
}

/** Undefined where the reader does not know the format; any other problem fails the test. */
async function openAny(
  reader: FlightReader,
  bytes: Uint8Array,
  keys?: KeyChain,
): Promise<OpenLog | undefined> {
  try {
    return await reader.open(bytes, keys);
  } catch (error) {
    if (!isProblem(error, "flight/unknown-format")) throw error;
    return undefined;
  }
}

function tablesOf(log: OpenLog): readonly Table[] {
  return log.flights.flatMap((_, number) => [...log.tables(number)]);
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(kept.map(([name, one]) => [name, withoutUndefined(one)]));
}

function checkLog(log: OpenLog, size: number): void {
  for (const flight of log.flights) {
    for (const { offset, length } of [...flight.damage, ...flight.images])
      if (offset < 0 || length <= 0 || offset + length > size) throw new Error("outside the file");
    let last = 0;
    for (const { at, until = at } of flight.moments) {
      if (!(at >= last) || !(until >= at)) throw new Error("moments are not in order");
      last = at;
    }
  }
  for (const table of tablesOf(log)) checkTable(table);
  expect([...log.tables(log.flights.length)]).toEqual([]);
}

/** Loops of its own: an `expect` for each of a million values would take longer than the reading. */
function checkTable({ name, times, series }: Table): void {
  let last = 0;
  for (const time of times) {
    if (!(time >= last) || time === Number.POSITIVE_INFINITY) throw new Error(`${name} goes back`);
    last = time;
  }
  for (const one of series) {
    if (one.values.length !== times.length) throw new Error(`${one.source} is of another length`);
    if (one.missing !== undefined && one.missing === one.missing) continue;
    for (const value of one.values)
      if (!isMissing(one, value) && !Number.isFinite(Number(value)))
        throw new Error(`${one.source} has ${value}`);
  }
}
