import { fly, makeSampleLogs, plans, writeDjiLog } from "@homepoint/testdata";
import { utf8 } from "@homepoint/base";
import { expect, test } from "vitest";
import { openLog, readers, recognizeLog } from "./read-log.ts";

const [first] = makeSampleLogs();
const bytes = first?.bytes ?? new Uint8Array();

test("a log is known by its content, whatever its name", () => {
  expect(recognizeLog(bytes, "holiday.jpg")?.format).toBe("dji-txt");
});

test.each([
  ["an empty file", new Uint8Array()],
  ["a text", utf8("1\nhello, this is no log\n")],
  ["subtitles of a film", utf8("1\n00:00:01,000 --> 00:00:02,000\nI'll be back.\n")],
  ["zeros", new Uint8Array(5000)],
  [
    "a PNG",
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 73, 72, 68, 82),
  ],
  ["a header without anything behind it", bytes.slice(0, 100)],
])("%s is not recognized, and the problem names the file", async (_, foreign) => {
  await expect(openLog(foreign, "notes.txt")).rejects.toMatchObject({
    code: "flight/unknown-format",
    values: { name: "notes.txt" },
  });
});

test("every reader has a format of its own and a version", () => {
  expect(new Set(readers.map(({ format }) => format)).size).toBe(readers.length);
  for (const { version } of readers) expect(version).toBeGreaterThanOrEqual(1);
});

test("a log that lies within a larger buffer is read as it is", async () => {
  const { bytes: made } = writeDjiLog(fly(plans.sea), { version: 11 });
  const larger = new Uint8Array(made.length + 7);
  larger.set(made, 3);
  const inner = await openLog(larger.subarray(3, 3 + made.length), "inner");
  expect(inner.flights).toEqual((await openLog(made, "made")).flights);
});
