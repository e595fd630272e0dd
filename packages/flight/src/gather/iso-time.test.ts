import { utf8 } from "@homepoint/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readIsoTime } from "./iso-time.ts";

function read(text: string): number {
  const bytes = utf8(text);
  return readIsoTime(bytes, 0, bytes.length);
}

test("any instant since 1970 is read as JavaScript writes it", () => {
  const dates = fc.date({
    min: new Date(0),
    max: new Date("2199-12-31T23:59:59.999Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(dates, (date) => {
      expect(read(date.toISOString())).toBe(date.getTime());
    }),
  );
});

test.each([
  ["2024-05-02T06:12:09", Date.UTC(2024, 4, 2, 6, 12, 9)],
  [" 2024-05-02T06:12:09.25Z", Date.UTC(2024, 4, 2, 6, 12, 9, 250)],
  ["2024-05-02 06:12:09,250Z", Date.UTC(2024, 4, 2, 6, 12, 9, 250)],
  ["2024-05-02T06:12:09.0001Z", Date.UTC(2024, 4, 2, 6, 12, 9) + 0.1],
  ["2024-05-02T06:12:09+05:30", Date.UTC(2024, 4, 2, 0, 42, 9)],
  ["2024-05-02T06:12:09-0330", Date.UTC(2024, 4, 2, 9, 42, 9)],
])("%s", (text, ms) => {
  expect(read(text)).toBe(ms);
});

test.each([
  "",
  "2024",
  "2024-05-02",
  "2024-13-02T06:12:09Z",
  "24-05-02T06:12:09Z",
  "2024-05-02T6:12:09Z",
])("%j is none", (text) => {
  expect(read(text)).toBeNaN();
});
