import fc from "fast-check";
import { expect, test } from "vitest";
import { utf16 } from "@homepoint/testdata";
import { readFlightList } from "./flight-list.ts";

const read = (text: string) => readFlightList(new TextEncoder().encode(text), "list.csv")?.flights;

test.each([
  [
    "UTC in a header, seconds, tags with commas",
    'Flight Date/Time (UTC),Flight Title,Duration (seconds),Drone Name,Tags,Notes\n2024-07-09 17:22:03,Mill,94,Goldcrest,"survey, roof","windy, ""very"""\n',
    {
      line: 2,
      startMs: Date.UTC(2024, 6, 9, 17, 22, 3),
      isZoneOpen: false,
      durationSeconds: 94,
      aircraft: "Goldcrest",
      written: { name: "Mill", notes: 'windy, "very"', tags: ["survey", "roof"] },
    },
  ],
  [
    "months first and twelve hours, in two columns",
    "Date,Time,Flight Time,Aircraft\n7/9/2024,5:22:03 PM,1m 34s,Goldcrest\n",
    {
      line: 2,
      startMs: Date.UTC(2024, 6, 9, 17, 22, 3),
      isZoneOpen: true,
      durationSeconds: 94,
      aircraft: "Goldcrest",
    },
  ],
  [
    "semicolons, days first, minutes",
    "date time;duration (min);name\n\n13.07.2024 09:05;12,5;\n",
    { line: 3, startMs: Date.UTC(2024, 6, 13, 9, 5), isZoneOpen: true, durationSeconds: 750 },
  ],
])("a list of flights is read: %s", (_, text, expected) => {
  expect(read(text)).toEqual([expected]);
});

test("a list in UTF-16 is read as well", () => {
  const bytes = utf16("date time,duration,title\n2024-07-09 17:22:03,1:34,Mill\n");
  expect(readFlightList(bytes, "x")?.flights).toMatchObject([{ durationSeconds: 94 }]);
});

test.each([
  ["a table of something else", "name,price,date of purchase\nx,1,2024-01-01\n"],
  ["a list without a flight", "date time,duration,title\n"],
  ["dates that are none", "date time,duration,title\nyesterday,1,x\n"],
  ["a letter", "Dear pilot,\nthank you for flying.\n"],
  ["nothing", ""],
])("%s is no list of flights", (_, text) => {
  expect(read(text)).toBeUndefined();
});

test("a cell that looks like many durations in a row is none, and takes no time", () => {
  const cell = `1h${"1m1s".repeat(40_000)}!`;
  const text = `date time,duration,title\n2024-07-09 17:22:03,${cell},Mill\n`;
  expect(read(text)?.[0]).not.toHaveProperty("durationSeconds");
});

test("any bytes are read or refused, and never break", () => {
  const head = "date time,duration,title\n";
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, headed) => {
      const given = headed ? new Uint8Array([...new TextEncoder().encode(head), ...bytes]) : bytes;
      const list = readFlightList(given, "x");
      for (const flight of list?.flights ?? []) expect(Number.isFinite(flight.startMs)).toBe(true);
    }),
  );
});
