import { concat } from "@homepoint/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { InOrder } from "./in-order.ts";

const whole = Uint8Array.from({ length: 2000 }, (_, at) => at % 251);

function joined(pieces: readonly (readonly [from: number, until: number])[], base = 0) {
  const taken: [standing: string, bytes: Uint8Array][] = [];
  const inOrder = new InOrder((_, bytes, standing) => taken.push([standing, bytes.slice()]));
  for (const [from, until] of pieces)
    inOrder.add(5, (base + from) >>> 0, whole.subarray(from, until));
  inOrder.end();
  return taken;
}

test("segments in any order, doubled and overlapping, are one stream, wherever numbers begin", () => {
  const ends = fc.uniqueArray(fc.integer({ min: 2, max: 1999 }), { maxLength: 20 });
  const more = fc.array(fc.tuple(fc.integer({ min: 1, max: 1999 }), fc.nat(300)), { maxLength: 8 });
  fc.assert(
    fc.property(
      ends,
      more,
      fc.nat(0xffffffff),
      fc.infiniteStream(fc.nat()),
      (cuts, extra, base, chance) => {
        const sorted = [1, ...cuts.toSorted((a, b) => a - b), 2000];
        const parts = sorted.slice(1).map((end, at) => [sorted[at] ?? 1, end] as const);
        const again = extra.map(([from, length]) => [from, Math.min(2000, from + length)] as const);
        const shuffled = [...parts, ...again]
          .map((part) => ({ part, order: chance.next().value as number }))
          .toSorted((a, b) => a.order - b.order)
          .map(({ part }) => part);
        // The first byte came first: where a stream begins is known then.
        const taken = joined([[0, 1], ...shuffled], base);
        expect(concat(...taken.map(([, bytes]) => bytes))).toEqual(whole);
        expect(new Set(taken.slice(1).map(([standing]) => standing))).toEqual(new Set(["follows"]));
      },
    ),
  );
});

test("behind what never comes it begins anew, and what comes from before is by itself", () => {
  expect(
    joined([
      [0, 10],
      [20, 30],
    ]).map(([standing, bytes]) => [standing, bytes.length]),
  ).toEqual([
    ["anew", 10],
    ["anew", 10],
  ]);
  expect(
    joined([
      [100, 110],
      [90, 100],
    ])[1]?.[0],
  ).toBe("before");
});

test("what waits is bounded", () => {
  const many = Array.from({ length: 500 }, (_, at) => [at * 4 + 4, at * 4 + 6] as const);
  const taken = joined([[0, 2], ...many.filter(([from]) => from < 1990)]);
  expect(taken.length).toBeGreaterThan(400);
});
