import fc from "fast-check";
import { expect, test } from "vitest";
import { readMark, sinceMark } from "./clock-mark.ts";

const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
const mark = fc.record({ at: time, upMs: time, boot: fc.constantFrom("", "a", "b") });

test("what a clock was set by is told exactly, however long nobody looked", () => {
  fc.assert(
    fc.property(mark, time, fc.integer(), (before, passed, moved) => {
      const now = { ...before, at: before.at + passed + moved, upMs: before.upMs + passed };
      const { movedMs, countedMs } = sinceMark(before, now);
      if (before.boot === "") expect(movedMs).toBeUndefined();
      else expect([movedMs, countedMs]).toEqual([moved, passed]);
    }),
  );
});

test("of the time while a machine was off nothing is told but what it ran since", () => {
  fc.assert(
    fc.property(mark, mark, (before, now) => {
      fc.pre(before.boot !== now.boot || now.upMs < before.upMs);
      expect(sinceMark(before, now)).toEqual({ countedMs: now.upMs });
    }),
  );
});

test("what is no mark is none, and what is one is read as it was kept", () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.constant(undefined)), (value) => {
      const read = readMark(value);
      if (read) expect(value).toMatchObject(read);
    }),
  );
  fc.assert(
    fc.property(mark, (mark) => {
      expect(readMark(JSON.parse(JSON.stringify(mark)))).toEqual(mark);
    }),
  );
  expect(readMark({ at: 1, upMs: Number.NaN, boot: "" })).toBeUndefined();
});
