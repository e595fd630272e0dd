import { concat, toHex } from "@homepoint/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TypedArray } from "../table.ts";
import { codecs, readSpelled, spell, type BlockPlace } from "./block.ts";
import { BlockWriter } from "./block-writer.ts";
import { bytesOf, elementTypes, type ElementType } from "./element-types.ts";
import { readBlock } from "./read-block.ts";
import { writeBlock } from "./write-block.ts";

function write(values: TypedArray): { readonly place: BlockPlace; readonly file: Uint8Array } {
  const writer = new BlockWriter(8);
  const place = writeBlock(writer, values);
  return { place, file: concat(...writer.finish()) };
}

function read(place: BlockPlace, file: Uint8Array, into: TypedArray): TypedArray {
  readBlock(place, into, (offset, length) => file.subarray(offset, offset + length));
  return into;
}

function emptyLike(values: TypedArray): TypedArray {
  const Type = values.constructor as new (length: number) => TypedArray; // the same type
  return new Type(values.length);
}

const integers = fc.array(fc.oneof(fc.integer(), fc.nat(3), fc.constant(0)), {
  minLength: 1,
  maxLength: 300,
});
const walk = fc
  .array(fc.oneof(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -90_000, max: 90_000 })), {
    minLength: 1,
    maxLength: 300,
  })
  .map((steps) =>
    steps.map(
      (
        (sum) => (step: number) =>
          (sum += step)
      )(0),
    ),
  );
const runs = fc
  .array(fc.tuple(fc.integer(), fc.integer({ min: 1, max: 60 })), { minLength: 1, maxLength: 8 })
  .map((all) => all.flatMap(([value, times]) => Array.from({ length: times }, () => value)));
const decimals = walk.map((all) => all.map((value) => value / 1000));
const places = walk.map((all) => all.map((value) => 47.123456789 + value * 1e-9));
const floats = fc.array(
  fc.oneof(fc.double(), fc.constantFrom(Number.NaN, -0, 0, Number.POSITIVE_INFINITY, 5e-324)),
  { minLength: 1, maxLength: 200 },
);

const any = fc.oneof(integers, walk, runs, decimals, places, floats);

describe.each(Object.keys(elementTypes) as ElementType[])("values of type %s", (type) => {
  const Type = elementTypes[type];
  const isLong = type === "i64" || type === "u64";
  const values = any.map((numbers): TypedArray => {
    if (!isLong) return (Type as typeof Float64Array).from(numbers); // or another that takes numbers
    const whole = numbers.map((number) => BigInt(Math.trunc(Number.isFinite(number) ? number : 0)));
    return (Type as typeof BigInt64Array).from(whole); // or unsigned
  });

  test("are read back bit for bit", () => {
    fc.assert(
      fc.property(values, (written) => {
        const { place, file } = write(written);
        expect(toHex(bytesOf(read(place, file, emptyLike(written))))).toBe(toHex(bytesOf(written)));
      }),
      { numRuns: 300 },
    );
  });

  test("take no more room than they would raw, but for the next multiple of 8", () => {
    fc.assert(
      fc.property(values, (written) => {
        expect(write(written).file.length).toBeLessThanOrEqual(8 + ((written.byteLength + 7) & ~7));
      }),
    );
  });
});

test("a NaN keeps the bits that are not the usual ones", () => {
  const odd = new Float64Array(
    new BigUint64Array([0x7ff8_0000_0000_0001n, 0xfff8_0000_0000_0000n]).buffer,
  );
  const { place, file } = write(odd);
  expect(toHex(bytesOf(read(place, file, new Float64Array(2))))).toBe(toHex(bytesOf(odd)));
});

// Columns §4, one block of each codec, byte by byte: these bytes must be read for ever.
test.each([
  ["raw", Uint8Array.of(5, 250, 17), codecs.raw, "05fa11"],
  ["constant", Uint16Array.of(7, 7, 7), codecs.constant, 7],
  [
    "runs",
    Int16Array.of(-2, -2, -2, -2, -2, -2, -2, -2, 9, 9),
    codecs.runs,
    "02000000 0700 0100 feff 0900",
  ],
  [
    "delta8",
    Int16Array.from({ length: 20 }, (_, at) => at * 3 + (at === 9 ? 5000 : 0)),
    codecs.delta8,
    "00000000 02000000 0303030303030303 8080 030303030303030303 00 a3130000 1e000000",
  ],
  [
    "delta16",
    Int32Array.of(1, 1001, 2001, 3001, 4001, 5001),
    codecs.delta16,
    "01000000 00000000 e803e803e803e803e803 0000",
  ],
  [
    "decimal8",
    Float64Array.of(0, 0.1, 0.203, 0.3),
    codecs.decimal8,
    "0000000000000000 00000000 00000000 646761 00",
  ],
  [
    "decimal16",
    Float64Array.of(0, 1, 2.5, 3),
    codecs.decimal16,
    "0000000000000000 00000000 00000000 e803dc05f401 0000",
  ],
  [
    "steps",
    Float64Array.from([0, 2, 4, 7, 10], (ulps) => Math.PI + ulps * 2 ** -51),
    codecs.steps,
    "00000080 02000000 00000000 01000000 00000000 00000000 182d4454fb210940",
  ],
] as const)("a %s block is written as it always was", (_, values, codec, bytes) => {
  const { place, file } = write(values);
  expect(place[0]).toBe(codec);
  const written =
    place.length === 2 ? place[1] : toHex(file.subarray(place[1], place[1] + place[2]));
  expect(written).toBe(typeof bytes === "string" ? bytes.replaceAll(" ", "") : bytes);
});

test("a number is spelled so that JSON holds it", () => {
  const numbers = [0, -0, 1.5, Number.NaN, Number.NEGATIVE_INFINITY, -12n, 2n ** 63n];
  for (const number of numbers) {
    const spelled = JSON.parse(JSON.stringify(spell(number))) as unknown;
    expect(readSpelled(spelled)).toBe(number);
  }
  expect(readSpelled("1e5")).toBeUndefined();
  expect(readSpelled({})).toBeUndefined();
});

test("a block of any bytes is read or refused, whatever its codec", () => {
  const block = fc.record({
    codec: fc.integer({ min: 0, max: 9 }),
    bytes: fc.uint8Array({ maxLength: 80 }),
    type: fc.constantFrom(...(Object.keys(elementTypes) as ElementType[])),
    length: fc.integer({ min: 1, max: 40 }),
    divisor: fc.constantFrom(1000, 0, -1, Number.NaN),
  });
  fc.assert(
    fc.property(block, ({ codec, bytes, type, length, divisor }) => {
      try {
        read([codec, 0, bytes.length, divisor], bytes, new elementTypes[type](length));
      } catch (error) {
        expect(error).toMatchObject({ code: "flight/damaged-columns" });
      }
    }),
    { numRuns: 2000 },
  );
});
