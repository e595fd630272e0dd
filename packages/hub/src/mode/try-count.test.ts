import { expect, test } from "vitest";
import { TryCount } from "./try-count.ts";

test("tries of the last day are counted by half hours, older and odd ones are not", () => {
  const count = new TryCount(new Date("2026-11-22T12:00:00.000Z"));
  count.note({ lastAt: "2026-11-22T11:59:00.000Z", count: 2 });
  count.note({ lastAt: "2026-11-22T12:00:05.000Z", count: 1 }); // a clock that is a little ahead
  count.note({ lastAt: "2026-11-21T12:00:01.000Z", count: 5 });
  count.note({ lastAt: "2026-11-21T11:59:59.000Z", count: 7 });
  count.note({ lastAt: "no time", count: 9 });
  const { from, until, refused } = count.told;
  expect([from, until]).toEqual(["2026-11-21T12:00:00.000Z", "2026-11-22T12:00:00.000Z"]);
  expect(refused).toHaveLength(48);
  expect([refused.at(0), refused.at(-1)]).toEqual([5, 3]);
  expect(refused.reduce((sum, one) => sum + one, 0)).toBe(8);
});
