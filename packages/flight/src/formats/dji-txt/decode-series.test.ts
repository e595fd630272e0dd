import { scramble } from "@homepoint/testdata";
import fc from "fast-check";
import { expect, test } from "vitest";
import { valuesOf } from "../../table.ts";
import { decodeSeries } from "./decode-series.ts";
import { findRows } from "./find-rows.ts";
import { groupByKind, rowsInFile } from "./group-rows.ts";
import type { Field } from "./layout.ts";
import { partsOf, tableKinds } from "./tables.ts";

const framing = { start: 0, lengthBytes: 1, scrambled: true } as const;

/** Rows of one kind as they lie in a file. */
function rowsFrom(kind: number, contents: readonly Uint8Array[]) {
  const bytes = contents.flatMap((content, at) => {
    const payload = scramble(kind, (at * 37) & 0xff, content);
    return [kind, payload.length, ...payload, 0xff];
  });
  const file = Uint8Array.from(bytes);
  const { index } = findRows(file, { framing, regions: [], detailsAt: () => 0 });
  return rowsInFile({ bytes: file, framing, grouped: groupByKind(index) }, kind);
}

/** A field read the slow way, byte by byte as the specification has it. */
function plainly({ at, end, type, bits, plausible }: Field, content: Uint8Array): number {
  if (content.length < end) return Number.NaN;
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  if (bits) {
    const word = [...content.subarray(at, end)].reduce((sum, byte, n) => sum + byte * 256 ** n, 0);
    return Math.floor(word / 2 ** bits.first) % 2 ** bits.count;
  }
  const readers = {
    u8: () => view.getUint8(at),
    i8: () => view.getInt8(at),
    u16: () => view.getUint16(at, true),
    i16: () => view.getInt16(at, true),
    u32: () => view.getUint32(at, true),
    i32: () => view.getInt32(at, true),
    i64: () => Number(view.getBigInt64(at, true)),
    f32: () => view.getFloat32(at, true),
    f64: () => view.getFloat64(at, true),
    radians: () => (view.getFloat64(at, true) * 180) / Math.PI,
  };
  const value = readers[type]();
  if (plausible && (value < plausible[0] || value > plausible[1])) return Number.NaN;
  const isKept = type === "i64" ? Number.isSafeInteger(value) : Number.isFinite(value);
  return isKept ? value : Number.NaN;
}

const whole = tableKinds.flatMap((kind) => {
  const content = new Uint8Array(130);
  return partsOf(kind, rowsFrom(kind, [content])).map(({ layout }) => ({ kind, layout }));
});

test.each(whole)("every field of $layout.name is where its table says", ({ kind, layout }) => {
  const content = fc.uint8Array({ minLength: layout.least, maxLength: layout.size + 9 });
  // Runs of one content and its variations: what is the same in a block is copied another way.
  const rows = fc
    .array(fc.tuple(content, fc.integer({ min: 1, max: 40 })), { minLength: 1, maxLength: 6 })
    .map((runs) => runs.flatMap(([one, times]) => Array.from({ length: times }, () => one)));
  fc.assert(
    fc.property(rows, (contents) => {
      const all = decodeSeries(layout, rowsFrom(kind, contents));
      for (const field of layout.fields) {
        const series = all.find(({ source }) => source === field.source);
        const isPlace =
          field.name === layout.position?.latitude || field.name === layout.position?.longitude;
        for (const [row, one] of contents.entries()) {
          const raw = plainly(field, one);
          const missing = Number.isNaN(raw) || raw === field.missing;
          const value = series ? valuesOf(series)[row] : Number.NaN;
          if (isPlace && Number.isNaN(value)) continue; // no fix
          const expected = missing ? Number.NaN : raw * field.scale + field.offset;
          const off = Math.abs((value ?? 0) - expected) / Math.max(1, Math.abs(expected));
          if (!(off < 1e-9)) expect(value, field.name).toBe(expected);
        }
      }
    }),
    { numRuns: 25 },
  );
});

test("rows of two lengths have both, and what the short ones lack is missing", () => {
  const [short, long] = [new Uint8Array(32).fill(1), new Uint8Array(69).fill(2)];
  const [part] = partsOf(2, rowsFrom(2, [short, long]));
  if (!part) throw new Error("there is no table");
  const all = decodeSeries(part.layout, part.rows);
  const limit = all.find(({ source }) => source === "HOME.forceLandingHeight");
  expect(limit && [...valuesOf(limit)]).toEqual([Number.NaN, 2]);
  const height = all.find(({ source }) => source === "HOME.goHomeHeight");
  expect(height?.values).toBeInstanceOf(Uint16Array);
});

test("a position is missing without a fix, and there where one coordinate is zero", () => {
  const place = (latitude: number, longitude: number) => {
    const content = new Uint8Array(48);
    const view = new DataView(content.buffer);
    view.setFloat64(0, (longitude * Math.PI) / 180, true);
    view.setFloat64(8, (latitude * Math.PI) / 180, true);
    return content;
  };
  const contents = [place(0, 10), place(1e-8, -1e-9), place(91, 10), place(Number.NaN, 3)];
  const [part] = partsOf(1, rowsFrom(1, contents));
  if (!part) throw new Error("there is no table");
  const series = decodeSeries(part.layout, part.rows);
  const longitude = series.find(({ source }) => source === "OSD.longitude");
  const values = longitude ? [...valuesOf(longitude)] : [];
  expect(values[0]).toBeCloseTo(10, 12);
  expect(values.slice(1)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});
