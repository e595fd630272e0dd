import {
  fly,
  makeSampleLogs,
  mp4Layouts,
  plans,
  writeMp4,
  type Mp4Options,
} from "@homepoint/testdata";
import { expect, test } from "vitest";
import type { FoundFile } from "../intake/found-file.ts";
import type { LookAnswered, LookAsked } from "./look-message.ts";
import { Look, type LookParts } from "./look.ts";
import { mostBytesFor, readLook } from "./read-look.ts";

function found(path: string, bytes: Uint8Array<ArrayBuffer> | string): FoundFile {
  return { path, file: new File([bytes], path) };
}

function makeLook(parts: Partial<LookParts> = {}): Look {
  return new Look({
    read: (asked) => readLook(asked),
    listZip: async () => [],
    soon: (callback) => callback(),
    now: () => "2024-01-01T00:00:00Z",
    ...parts,
  });
}

const samples = makeSampleLogs().map(({ name, bytes }) => found(name, new Uint8Array(bytes)));

async function finished(look: Look): Promise<void> {
  await expect.poll(() => look.snapshot().done === look.snapshot().files).toBe(true);
}

test("made flights are read into memory, latest first, and nothing is asked of a hub", async () => {
  const look = makeLook();
  await look.add(samples);
  await finished(look);
  const { flights, unknown } = look.snapshot();
  expect(unknown).toEqual([]);
  expect(flights.length).toBeGreaterThanOrEqual(samples.length);
  const starts = flights.map(({ row }) => row.startedAt ?? "");
  expect(starts).toEqual(starts.toSorted().reverse());
  expect(flights.some(({ row }) => row.needsKeys)).toBe(true);
  expect(flights.filter(({ row }) => !row.needsKeys).every(({ row }) => row.picture !== null)).toBe(
    true,
  );
});

test("a file dropped twice is looked at once, and can be kept afterwards", async () => {
  const look = makeLook();
  await look.add(samples.slice(0, 1));
  await look.add(samples.slice(0, 1));
  await finished(look);
  expect(look.snapshot().files).toBe(1);
  expect(look.files()).toEqual(samples.slice(0, 1));
});

test("what no reader knows is named, media are counted, and one bad file stops nothing", async () => {
  const look = makeLook();
  await look.add([found("a.bin", "???"), found("DCIM/A.JPG", "x"), ...samples.slice(0, 1)]);
  await finished(look);
  expect(look.snapshot()).toMatchObject({ unknown: ["a.bin"], media: 1 });
  expect(look.snapshot().flights.length).toBeGreaterThan(0);
});

test("films are looked into, and those that tell of no flight are media", async () => {
  const short = fly(plans.point);
  const film = (options: Mp4Options) => new Uint8Array(writeMp4(short, options).bytes);
  const look = makeLook();
  await look.add([
    found("DCIM/DJI_0001.MP4", film({ layout: mp4Layouts.air3s, cover: true })),
    found("DCIM/DJI_0002.MP4", film({})),
  ]);
  await finished(look);
  const { flights, unknown, media } = look.snapshot();
  expect(flights).toMatchObject([{ row: { format: "dji-mp4", photos: 0 } }]);
  expect(flights[0]?.images).toHaveLength(2);
  expect({ unknown, media }).toEqual({ unknown: [], media: 1 });
});

test("every file is asked for under a number of its own", async () => {
  const numbers: number[] = [];
  const read = async ({ number }: LookAsked): Promise<LookAnswered> => {
    numbers.push(number);
    return { number, flights: [] };
  };
  const look = makeLook({ read });
  await look.add(samples);
  await finished(look);
  expect(new Set(numbers).size).toBe(samples.length);
});

test("a log that the memory does not hold is said to be so, and can be kept all the same", async () => {
  const mostBytes = 200_000;
  const look = makeLook({ read: (asked) => readLook(asked, mostBytes) });
  await look.add(samples);
  await finished(look);
  const { tooLarge, unknown, flights } = look.snapshot();
  const large = samples.filter(({ file }) => file.size > mostBytes).map(({ path }) => path);
  expect(large.length).toBeGreaterThan(0);
  expect(tooLarge.toSorted()).toEqual(large.toSorted());
  expect(unknown).toEqual([]);
  expect(flights).toHaveLength(samples.length - large.length);
  expect(look.files()).toEqual(samples);
});

test("a machine with little memory reads smaller logs, one that tells nothing reads all", () => {
  expect(mostBytesFor(2)).toBe(250e6);
  expect(mostBytesFor(8)).toBe(Number.POSITIVE_INFINITY);
  expect(mostBytesFor(undefined)).toBe(Number.POSITIVE_INFINITY);
});

test("forgetting leaves nothing", async () => {
  const look = makeLook();
  await look.add(samples.slice(0, 2));
  await finished(look);
  look.forget();
  expect(look.snapshot()).toEqual({
    flights: [],
    files: 0,
    done: 0,
    unknown: [],
    tooLarge: [],
    media: 0,
  });
  expect(look.files()).toEqual([]);
});
