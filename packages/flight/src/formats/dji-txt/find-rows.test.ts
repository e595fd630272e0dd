import { fly, makeView, plans, scramble, writeDjiLog } from "@homepoint/testdata";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findRows, type FoundRows } from "./find-rows.ts";
import { rowEnd, type Framing } from "./framing.ts";

const narrow: Framing = { start: 0, lengthBytes: 1, scrambled: true };
const wide: Framing = { start: 0, lengthBytes: 2, scrambled: true };

function row(kind: number, seed: number, content: readonly number[], framing = narrow): number[] {
  const payload = scramble(kind, seed, Uint8Array.from(content));
  const { length } = payload;
  const head = framing.lengthBytes === 1 ? [length] : [length & 0xff, length >>> 8];
  return [kind, ...head, ...payload, 0xff];
}

function find(bytes: readonly number[], framing = narrow): FoundRows {
  return findRows(Uint8Array.from(bytes), { framing, regions: [], detailsAt: () => 0 });
}

const a = row(1, 7, [1, 2, 3, 4]);
const b = row(2, 200, [9]);
const marker = [0x39, 0x30, 0, 0];

describe.each([narrow, wide])("with $lengthBytes bytes of length", (framing) => {
  const rowArbitrary = fc
    .record({
      kind: fc.integer({ min: 1, max: 254 }),
      seed: fc.nat(255),
      content: fc.array(fc.nat(255), { minLength: 1, maxLength: 60 }),
    })
    .map(({ kind, seed, content }) => row(kind, seed, content, framing));

  test("any rows are found, whatever their content", () => {
    fc.assert(
      fc.property(fc.array(rowArbitrary), (rows) => {
        const { index, gaps } = find(rows.flat(), framing);
        expect(gaps).toEqual([]);
        expect([...index.kinds]).toEqual(rows.map(([kind]) => kind));
        expect([...index.lengths]).toEqual(
          rows.map(({ length }) => length - framing.lengthBytes - 4),
        );
      }),
    );
  });

  test("of any rows with a byte changed, all others are found, and the damage named", () => {
    const changed = fc.tuple(
      fc.array(rowArbitrary, { minLength: 1, maxLength: 12 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
    );
    fc.assert(
      fc.property(changed, ([rows, place, by]) => {
        const bytes = rows.flat();
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ by;
        const { index, gaps } = find(bytes, framing);
        const covered = gaps.reduce((sum, { length }) => sum + length, 0);
        const read = [...index.lengths].reduce(
          (sum, length) => sum + length + framing.lengthBytes + 4,
          0,
        );
        expect(covered + read).toBe(bytes.length);
        expect(index.count).toBeGreaterThanOrEqual(rows.length - 1);
      }),
    );
  });
});

test("a marker between rows is stepped over and is no damage", () => {
  const { index, gaps } = find([...a, ...marker, ...b, ...marker]);
  expect([...index.kinds]).toEqual([1, 2]);
  expect(gaps).toEqual([]);
});

test("a row whose check byte is wrong is damage, and the next one is read", () => {
  const check = a.length - 2;
  const bad = a.with(check, (a[check] ?? 0) ^ 1);
  const { index, gaps } = find([...b, ...bad, ...b]);
  expect([...index.kinds]).toEqual([2, 2]);
  expect(gaps).toEqual([{ offset: b.length, length: a.length, why: "bad-check-byte" }]);
});

test("a row that the file ends in is cut off", () => {
  const { gaps } = find([...a, ...b.slice(0, 3)]);
  expect(gaps).toEqual([{ offset: a.length, length: 3, why: "cut-off" }]);
});

test("a JPEG among rows is found whole, though it holds an end of its own thumbnail", () => {
  const thumbnail = [...makeView(2, 2, 1)];
  const picture = [...makeView(4, 4, 2)];
  const exif = [0xff, 0xe1, 0, thumbnail.length + 2, ...thumbnail];
  const nested = [...picture.slice(0, 2), ...exif, ...picture.slice(2)];
  const { index, images, gaps } = find([...a, ...nested, ...b]);
  expect([...index.kinds]).toEqual([1, 2]);
  expect(images).toEqual([{ offset: a.length, length: nested.length }]);
  expect(gaps).toEqual([]);
});

test("what begins like a JPEG and is none costs one look", () => {
  const fake = [0xff, 0xd8, 0xff, 0xda, 0, 2];
  const { index, images, gaps } = find([...Array.from({ length: 3000 }, () => fake).flat(), ...b]);
  expect(images).toEqual([]);
  expect([...index.kinds]).toEqual([2]);
  expect(gaps).toHaveLength(1);
});

test("a long row that would swallow others is none", () => {
  const rows = Array.from({ length: 400 }, (_, at) => row(3, at & 0xff, [at & 0xff, 5, 6], wide));
  const head = row(
    1,
    9,
    Array.from({ length: 200 }, () => 0),
    wide,
  );
  const bytes = [...head, ...rows.flat()];
  const far = rows.flat().length - 100;
  // The length of the first row, made to end at a row far behind it.
  const ends = [...bytes.keys()].filter((at) => at > far && bytes[at] === 0xff);
  for (const end of ends.slice(0, 40)) {
    const length = end - 3;
    const damaged = bytes.with(1, length & 0xff).with(2, length >>> 8);
    expect(find(damaged, wide).index.count).toBeGreaterThanOrEqual(rows.length);
  }
});

test("every byte of a made log is accounted for", () => {
  const { bytes, rows } = writeDjiLog(fly(plans.sea), { version: 11, images: 2, reopenedAt: 90 });
  const framing = { ...narrow, start: 100 };
  const end = rows.at(-2)?.offset ?? 0;
  const { index, gaps } = findRows(bytes, {
    framing,
    regions: [{ offset: end + 200, length: bytes.length - end - 200 }],
    detailsAt: () => 0,
  });
  expect(gaps.every(({ offset }) => offset >= end)).toBe(true);
  expect(index.count).toBe(rows.length - 1);
});

test("a check byte is wrong for every other value", () => {
  fc.assert(
    fc.property(fc.nat(255), fc.integer({ min: 1, max: 255 }), (seed, by) => {
      const good = Uint8Array.from(row(5, seed, [1, 2, 3]));
      expect(rowEnd(good, narrow, 0)).toBe(good.length);
      const at = good.length - 2;
      good[at] = (good[at] ?? 0) ^ by;
      expect(rowEnd(good, narrow, 0)).toBe(-good.length);
    }),
  );
});
