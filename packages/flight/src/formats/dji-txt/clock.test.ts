import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clockRows, type ClockSources } from "./clock.ts";

const start = Date.UTC(2024, 4, 1, 10);
const seconds = (times: Float64Array) => [...times];

/** A wall-clock row behind each of these OSD rows. */
function wallAt(...rows: readonly (readonly [sample: number, ms: number])[]): ClockSources["wall"] {
  return { samples: rows.map(([sample]) => sample), ms: rows.map(([, ms]) => start + ms) };
}

const none = wallAt();
const tenths = (...values: readonly number[]) => Uint16Array.from(values);

describe("by the wall clock", () => {
  test("OSD rows between two stamps are spread evenly", () => {
    const { times } = clockRows({ samples: 5, wall: wallAt([0, 0], [4, 480]) });
    expect(seconds(times)).toEqual([0, 0.12, 0.24, 0.36, 0.48]);
  });

  test("rows before the first stamp and behind the last are a tenth of a second apart", () => {
    const { times, startedAtMs } = clockRows({ samples: 5, wall: wallAt([2, 200], [3, 310]) });
    expect(seconds(times)).toEqual([0, 0.1, 0.2, 0.31, 0.41]);
    expect(startedAtMs).toBe(start);
  });

  test("a gap that the flight time confirms is time that passed", () => {
    const flyTimes = tenths(10, 11, 611, 612);
    const wall = wallAt([0, 0], [1, 100], [2, 60_100], [3, 60_200]);
    expect(seconds(clockRows({ samples: 4, flyTimes, wall }).times)).toEqual([0, 0.1, 60.1, 60.2]);
  });

  test("a step that the flight time does not make is the clock being set, and taken out", () => {
    const flyTimes = tenths(10, 11, 12, 13);
    const wall = wallAt([0, 0], [1, 100], [2, 3_600_200], [3, 3_600_300]);
    expect(seconds(clockRows({ samples: 4, flyTimes, wall }).times)).toEqual([0, 0.1, 0.2, 0.3]);
  });

  test("a clock that was set back does not turn time back", () => {
    const wall = wallAt([0, 0], [1, 100], [2, -90_000], [3, -89_900]);
    expect(seconds(clockRows({ samples: 4, wall }).times)).toEqual([0, 0.1, 0.2, 0.3]);
  });

  test("stamps from before there were such logs do not count", () => {
    const wall = { samples: [0, 1, 2], ms: [0, start, 5e15] };
    expect(clockRows({ samples: 3, wall }).startedAtMs).toBe(start - 100);
  });
});

describe("by flight time alone", () => {
  test("rows are as far apart as it says, past its end too", () => {
    const flyTimes = tenths(65_534, 65_535, 0, 3);
    expect(seconds(clockRows({ samples: 4, flyTimes, wall: none }).times)).toEqual([
      0, 0.1, 0.2, 0.5,
    ]);
  });

  test("while the motors are off, rows are a tenth of a second apart", () => {
    const flyTimes = tenths(0, 0, 0, 0, 0, 1, 2);
    const { times } = clockRows({ samples: 7, flyTimes, wall: none });
    expect(seconds(times)).toEqual([0, 0, 0, 0.1, 0.2, 0.3, 0.4]);
  });

  test("one row with a wrong flight time moves no other", () => {
    const flyTimes = tenths(1, 2, 9000, 4, 5);
    expect(seconds(clockRows({ samples: 5, flyTimes, wall: none }).times).at(-1)).toBeLessThan(1);
  });
});

describe("the start", () => {
  const wall = wallAt([0, 35]);

  test.each([
    ["the header's, where it agrees", start, start],
    ["the rows', where the header is of another flight", start - 86_400_000, start + 35],
    ["the rows', where the header has none", undefined, start + 35],
  ])("is %s", (_, statedMs, startedAtMs) => {
    expect(clockRows({ samples: 1, wall, statedMs }).startedAtMs).toBe(startedAtMs);
  });

  test("is the header's where no row tells the time", () => {
    expect(clockRows({ samples: 3, wall: none, statedMs: start }).startedAtMs).toBe(start);
  });
});

test("whatever the clocks say, times are finite and never go back", () => {
  const stamp = fc.tuple(fc.integer({ min: -1, max: 60 }), fc.integer({ min: -1e8, max: 1e8 }));
  const anything = fc.record({
    flyTimes: fc.uint16Array({ minLength: 50, maxLength: 50 }),
    stamps: fc.array(stamp, { maxLength: 80 }),
  });
  fc.assert(
    fc.property(anything, ({ flyTimes, stamps }) => {
      const sorted = stamps.toSorted(([a], [b]) => a - b);
      const { times } = clockRows({ samples: 50, flyTimes, wall: wallAt(...sorted) });
      expect(times).toHaveLength(50);
      let last = 0;
      for (const time of times) {
        expect(time).toBeGreaterThanOrEqual(last);
        expect(Number.isFinite(time)).toBe(true);
        last = time;
      }
    }),
  );
});
