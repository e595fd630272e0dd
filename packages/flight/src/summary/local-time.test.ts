import { expect, test } from "vitest";
import { localTime, offsetMinutes, utcOf } from "./local-time.ts";

const noon = Date.UTC(2024, 6, 1, 12);

test.each([
  ["Europe/Berlin", "2024-07-01T14:00:00.000+02:00"],
  ["America/St_Johns", "2024-07-01T09:30:00.000-02:30"],
  ["Asia/Kathmandu", "2024-07-01T17:45:00.000+05:45"],
  ["Etc/GMT+3", "2024-07-01T09:00:00.000-03:00"],
])("in %s it is %s", (zone, local) => {
  expect(localTime(zone, noon)).toBe(local);
  expect(Date.parse(local)).toBe(noon);
});

test("summer time is that of the day, not of today", () => {
  expect(offsetMinutes("Europe/Berlin", Date.UTC(2024, 0, 1))).toBe(60);
  expect(offsetMinutes("Europe/Berlin", noon)).toBe(120);
});

test("a local time leads back to UTC, on both sides of the change", () => {
  for (const ms of [Date.UTC(2024, 2, 31, 0, 30), Date.UTC(2024, 2, 31, 1, 30), noon]) {
    const minutes = offsetMinutes("Europe/Berlin", ms) ?? 0;
    expect(utcOf("Europe/Berlin", ms + minutes * 60_000)).toBe(ms);
  }
});

test("a zone that nobody has heard of has no time", () => {
  expect(localTime("Moon/Tycho", noon)).toBeUndefined();
});
