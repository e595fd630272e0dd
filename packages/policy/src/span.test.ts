import { expect, test } from "vitest";
import { isClockBehind, stateOf } from "./span.ts";

const span = {
  from: "2026-06-01T08:00:00Z",
  until: "2026-06-01T10:00:00Z",
  fromRunning: 0,
  untilRunning: 7200,
};
const now = { at: "2026-06-01T09:00:00Z", runningSeconds: 3600 };

test.each([
  ["its end", { ...span, until: "soon" }, now],
  ["its beginning", { ...span, from: "soon" }, now],
  ["its running time", { ...span, untilRunning: Number.NaN }, now],
  ["the clock", span, { ...now, at: "now" }],
  ["the running time", span, { ...now, runningSeconds: Number.NaN }],
  ["the last fact", span, { ...now, latestFactAt: "then" }],
])("a span is not in force where %s cannot be read", (_, span, moment) => {
  expect(stateOf(span, moment)).not.toBe("in-force");
});

test("a clock may be two seconds behind the last fact, and no more", () => {
  expect(isClockBehind({ ...now, latestFactAt: "2026-06-01T09:00:02Z" })).toBe(false);
  expect(isClockBehind({ ...now, latestFactAt: "2026-06-01T09:00:02.001Z" })).toBe(true);
  expect(isClockBehind(now)).toBe(false);
});
