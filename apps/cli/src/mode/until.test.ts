import { isProblem } from "@homepoint/base";
import { expect, test } from "vitest";
import { readUntil } from "./until.ts";

const now = new Date("2026-06-01T09:00:00.000Z");

test.each([
  ["90m", "2026-06-01T10:30:00.000Z"],
  ["2h", "2026-06-01T11:00:00.000Z"],
  ["3d", "2026-06-04T09:00:00.000Z"],
  ["2026-06-01T18:00:00+02:00", "2026-06-01T16:00:00.000Z"],
])("%s is %s", (text, until) => {
  expect(readUntil(text, now)).toBe(until);
});

test.each(["", "2", "h", "2w", "-1h", "tomorrow", "2026", "9999999h", "2026-99-99T00:00:00Z"])(
  "%j is no end",
  (text) => {
    expect(() => readUntil(text, now)).toThrow(expect.toSatisfy((it) => isProblem(it)));
  },
);
