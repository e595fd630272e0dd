/** Midnight before 6 January 1980, when GPS time and UTC were the same. */
const gpsZeroMs = Date.UTC(1980, 0, 6);
const weekMs = 7 * 86_400_000;

/** By how many seconds GPS time is ahead of UTC, and since when: IERS, Bulletin C. */
const leapSeconds: readonly (readonly [sinceMs: number, seconds: number])[] = [
  [Date.UTC(2017, 0, 1), 18],
  [Date.UTC(2015, 6, 1), 17],
  [Date.UTC(2012, 6, 1), 16],
  [Date.UTC(2009, 0, 1), 15],
  [Date.UTC(2006, 0, 1), 14],
  [Date.UTC(1999, 0, 1), 13],
];

/** Before ArduPilot flew, and long after it will: such weeks are none. */
const leastWeek = 1450;
const mostWeek = 6000;

/** UTC in milliseconds since 1970 of a GPS week and the milliseconds into it; NaN where it is none. */
export function utcOfGps(week: number, ms: number): number {
  if (!(week >= leastWeek && week <= mostWeek && ms >= 0 && ms < weekMs)) return Number.NaN;
  const gpsMs = gpsZeroMs + week * weekMs + ms;
  const seconds = leapSeconds.find(([since, ahead]) => gpsMs - ahead * 1000 >= since)?.[1] ?? 13;
  return gpsMs - seconds * 1000;
}
