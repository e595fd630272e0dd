/** How long something may pass; at most a day comes first. */
export const durations = ["1h", "4h", "12h", "24h", "7d", "ever"] as const;
export type Duration = (typeof durations)[number];

const hoursOf: Readonly<Record<Duration, number | null>> = {
  "1h": 1,
  "4h": 4,
  "12h": 12,
  // A minute less, so that a hub whose clock is behind this one's does not find it too long.
  "24h": 24 - 1 / 60,
  "7d": 168,
  ever: null,
};

/** When it ends, in UTC; null where it does not. */
export function afterHours(duration: Duration, now: Date): string | null {
  const hours = hoursOf[duration];
  return hours === null ? null : new Date(now.getTime() + hours * 3_600_000).toISOString();
}
