import { constants, deflateRawSync } from "node:zlib";
import { concat } from "@homepoint/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Inflater } from "./inflate.ts";

/** What comes out, whatever pieces it comes in. */
function unpacked(pieces: readonly Uint8Array[]) {
  const out: Uint8Array[] = [];
  const inflater = new Inflater((bytes) => out.push(bytes.slice()) > 0);
  let left = 0;
  for (const piece of pieces) left = inflater.take(piece);
  return { bytes: concat(...out), state: inflater.state, left };
}

function cutAt(bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length];
  const sorted = ends.toSorted((a, b) => a - b);
  return sorted.map((end, at) => bytes.subarray(sorted[at - 1] ?? 0, end));
}

/** Repeats itself, as texts do, near and far. */
const content = fc
  .array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.nat(900)), { maxLength: 20 })
  .map((runs) =>
    concat(...runs.flatMap(([run, times]) => Array.from({ length: times }, () => run))),
  );
const strategies = fc.constantFrom(
  constants.Z_DEFAULT_STRATEGY,
  constants.Z_HUFFMAN_ONLY,
  constants.Z_RLE,
  constants.Z_FIXED,
);

test("what zlib packs comes out as it was, in whatever pieces", () => {
  fc.assert(
    fc.property(
      content,
      fc.integer({ min: 0, max: 9 }),
      strategies,
      fc.array(fc.nat(), { maxLength: 6 }),
      (bytes, level, strategy, places) => {
        const packed = deflateRawSync(bytes, { level, strategy });
        const behind = Uint8Array.of(1, 2, 3);
        const found = unpacked(cutAt(concat(packed, behind), places));
        expect(Buffer.compare(found.bytes, bytes)).toBe(0);
        expect(found.state).toBe("done");
      },
    ),
    { numRuns: 60 },
  );
});

test("a byte at a time is enough, and what stands behind the end is told", () => {
  const bytes = Uint8Array.from({ length: 5000 }, (_, at) => (at * at) % 251);
  const packed = deflateRawSync(bytes);
  const found = unpacked(Array.from(packed, (byte) => Uint8Array.of(byte)));
  expect(found).toEqual({ bytes, state: "done", left: 0 });
  expect(unpacked([concat(packed, Uint8Array.of(7, 7))]).left).toBe(2);
});

test("where no more is wanted it stops, however much a small piece would unpack to", () => {
  const packed = deflateRawSync(new Uint8Array(5_000_000));
  let given = 0;
  const inflater = new Inflater((bytes) => {
    given += bytes.length;
    return given < 100_000;
  });
  expect(inflater.take(packed)).toBeGreaterThan(packed.length - 1000);
  expect([given, inflater.state]).toEqual([131_072, "damaged"]);
});

test("any bytes, and any bytes behind a good beginning, end without a throw", () => {
  const packed = deflateRawSync(Uint8Array.from({ length: 3000 }, (_, at) => (at * 7) % 253));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(packed.length), (noise, kept) => {
      expect(unpacked([packed.subarray(0, kept), noise]).bytes.length).toBeLessThan(1e6);
    }),
  );
});
