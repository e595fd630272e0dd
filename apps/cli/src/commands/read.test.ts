import { once } from "node:events";
import { existsSync, openSync } from "node:fs";
import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { beforeAll, describe, expect, test } from "vitest";
import {
  chainsJson,
  fly,
  makeChain,
  mp4Layouts,
  plans,
  realFile,
  writeDjiLog,
  writeMp4,
  writeSrt,
} from "@homepoint/testdata";
import { begin, command, ended, expectSentence, homepoint, newFolder } from "../testing/command.ts";

const flight = fly(plans.point);
let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await newFolder();
  for (const version of [1, 6, 8, 11, 12])
    await writeFile(at(`v${version}.txt`), writeDjiLog(flight, { version, images: 2 }).bytes);
  const chains = [makeChain(5)];
  await writeFile(at("locked.txt"), writeDjiLog(flight, { version: 14, chains }).bytes);
  await writeFile(at("keys.json"), chainsJson(chains));
  await writeFile(at("video.SRT"), writeSrt(flight, "new-tags"));
  const damaged = writeDjiLog(flight, { version: 11 }).bytes.slice();
  damaged.fill(0, 50_000, 54_000);
  await writeFile(at("damaged.txt"), damaged);
  await writeFile(at("empty.txt"), "");
  await writeFile(at("letter.txt"), "Dear Sir or Madam,\n".repeat(1000));
  await writeFile(at("huge.txt"), "");
  await truncate(at("huge.txt"), 1024 ** 3 + 1);
  const film = { layout: mp4Layouts.air3s, movie: "first" } as const;
  await writeFile(at("film.MP4"), writeMp4(flight, film).bytes);
  await truncate(at("film.MP4"), 5 * 1024 ** 3);
  await writeFile(at("holiday.mp4"), writeMp4(flight).bytes);
  await writeFile(at("new.MP4"), writeMp4(flight, { layout: mp4Layouts.unknown }).bytes);
});

const text = expect.any(String) as unknown;
const number = expect.any(Number) as unknown;

/** The keys that scripts may rely on. */
const promised = {
  format: text,
  formatVersion: number,
  needsKeys: false,
  aircraft: { maker: "DJI", model: text, name: text, serial: text },
  startedAt: expect.stringMatching(/^2024-05-02T06:12:/) as unknown,
  durationSeconds: number,
  distanceMeters: number,
  maxHeightMeters: number,
  maxSpeedMetersPerSecond: number,
  takeoff: { latitude: number, longitude: number },
  rows: number,
  series: expect.arrayContaining([
    expect.objectContaining({ name: "height", source: text, unit: "m", count: number }),
  ]) as unknown,
  moments: expect.any(Array) as unknown,
  images: expect.any(Array) as unknown,
  damage: [],
};

async function readJson(name: string, ...more: string[]): Promise<Record<string, unknown>> {
  const { code, out, err } = await homepoint(["read", "--json", at(name), ...more]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return JSON.parse(out) as Record<string, unknown>;
}

describe("homepoint read --json", () => {
  test.each([6, 8, 11, 12])("gives every promised key of a log of version %i", async (version) => {
    const read = await readJson(`v${version}.txt`);
    expect(read).toMatchObject({ ...promised, format: "dji-txt", formatVersion: version });
    const takeoff = read["takeoff"] as { latitude: number; longitude: number };
    expect(takeoff.latitude).toBeCloseTo(plans.point.latitude, 3);
    expect(takeoff.longitude).toBeCloseTo(plans.point.longitude, 3);
    expect(read["rows"]).toBeGreaterThan(1000);
    expect(read["images"]).toHaveLength(4);
  });

  test("gives the same keys for the oldest version, and null for what it does not say", async () => {
    const read = await readJson("v1.txt");
    expect(Object.keys(read)).toEqual(expect.arrayContaining(Object.keys(promised)));
    expect(read).toMatchObject({ format: "dji-txt", formatVersion: 1, needsKeys: false });
  });

  test("gives the same keys for subtitles", async () => {
    const read = await readJson("video.SRT");
    expect(Object.keys(read)).toEqual(expect.arrayContaining(Object.keys(promised)));
    expect(read).toMatchObject({ format: "dji-srt", needsKeys: false, damage: [] });
    expect(read["rows"]).toBeGreaterThan(100);
  });

  test("gives the same keys for a film of five GiB, without holding it", async () => {
    const read = await readJson("film.MP4");
    expect(Object.keys(read)).toEqual(expect.arrayContaining(Object.keys(promised)));
    expect(read).toMatchObject({ format: "dji-mp4", aircraft: { model: "Air3s" }, damage: [] });
    expect(read["rows"]).toBe(flight.samples.length);
  });

  test("says that a log is locked, and reads it whole with its keys", async () => {
    const locked = await readJson("locked.txt");
    expect(locked).toMatchObject({
      formatVersion: 14,
      needsKeys: true,
      aircraft: { maker: "DJI" },
    });
    const whole = await readJson("locked.txt", "--keys", at("keys.json"));
    expect(whole).toMatchObject({ ...promised, formatVersion: 14 });
    const names = (read: typeof whole) =>
      (read["series"] as { name: string | null }[]).map(({ name }) => name);
    expect(names(locked)).not.toContain("height");
    expect(names(whole)).toContain("height");
  });

  test("lists damage: where, how long and why", async () => {
    const { damage } = await readJson("damaged.txt");
    expect(damage).not.toEqual([]);
    for (const place of damage as { offset: number; length: number }[]) {
      expect(place).toMatchObject({ offset: number, length: number, why: text });
      expect(place.offset + place.length).toBeGreaterThan(49_000);
      expect(place.offset).toBeLessThan(55_000);
    }
  });

  const real = realFile("dji-txt/chrisvm__mavic2_0.txt");
  test.skipIf(!real)(
    "agrees on a real log with what others found (needs ../shared/data)",
    async () => {
      await writeFile(at("real.txt"), real as Uint8Array); // it is there, or this is skipped
      const read = await readJson("real.txt");
      expect(read).toMatchObject({ format: "dji-txt", formatVersion: 11, needsKeys: false });
      expect(read["rows"]).toBe(3056);
    },
  );
});

describe("homepoint read", () => {
  test("tells a person what is in a log, a line each", async () => {
    const { code, out } = await homepoint(["read", at("v11.txt")]);
    expect(code).toBe(0);
    expect(out).toMatch(/^Format {5}dji-txt 11$/m);
    expect(out).toMatch(/^Start {6}2024-05-02 06:12:09 UTC, 15:42:09 there \(UTC\+09:30\)$/m);
    expect(out).not.toMatch(/undefined|null|NaN|–/);
  });

  test("says of a film whose protocol nobody has described that it gives no position", async () => {
    const { code, out } = await homepoint(["read", at("new.MP4")]);
    expect(code).toBe(0);
    expect(out).toMatch(/^Format {5}dji-mp4$/m);
    expect(out).toContain("dvtm_Nobody.proto");
    expect(out).toMatch(/not known.*no position/);
  });

  test("--csv gives a line for each position under a line of heads", async () => {
    const { out } = await homepoint(["read", "--csv", at("v11.txt")]);
    const lines = out.trimEnd().split("\n");
    const { rows } = await readJson("v11.txt");
    expect(lines).toHaveLength(Number(rows) + 1);
    expect(lines[0]).toMatch(/^seconds \[s\],time \[UTC\],/);
  });

  test("--geojson gives a track that any map program takes", async () => {
    const { out } = await homepoint(["read", "--geojson", at("v11.txt")]);
    const { type, features } = JSON.parse(out) as {
      type: string;
      features: { geometry: { type: string; coordinates: number[][] } }[];
    };
    expect(type).toBe("FeatureCollection");
    const track = features.find(({ geometry }) => geometry.type === "LineString");
    const [longitude, latitude] = track?.geometry.coordinates[0] ?? [];
    expect(longitude).toBeCloseTo(plans.point.longitude, 3);
    expect(latitude).toBeCloseTo(plans.point.latitude, 3);
  });

  test.each([
    ["--kml", "</kml>", /<gx:coord>/],
    ["--gpx", "</gpx>", /<trkpt /],
  ])("%s gives a whole file of that kind", async (option, end, position) => {
    const { out } = await homepoint(["read", option, at("v11.txt")]);
    expect(out.startsWith("<?xml ")).toBe(true);
    expect(out.trimEnd().endsWith(end)).toBe(true);
    expect(out.match(new RegExp(position, "g"))?.length).toBeGreaterThan(1000);
  });

  test("--output writes the same into a file, and nothing else", async () => {
    const { out } = await homepoint(["read", "--csv", at("v11.txt"), "--output", at("v11.csv")]);
    expect(out).toBe("");
    const direct = await homepoint(["read", "--csv", at("v11.txt")]);
    expect(await readFile(at("v11.csv"), "utf8")).toBe(direct.out);
  });

  test("ends quietly when whoever reads has seen enough", async () => {
    const child = begin(["read", "--csv", at("v11.txt")]);
    void once(child.stdout as NonNullable<typeof child.stdout>, "data").then(() =>
      child.stdout?.destroy(),
    );
    const { code, err } = await ended(child);
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  test.skipIf(!existsSync("/dev/full"))("says so when nothing more can be written", async () => {
    for (const how of ["--csv", "--json", "--flight=1"]) {
      const stdio = ["ignore", openSync("/dev/full", "w"), "pipe"] as const;
      const child = spawn(process.execPath, [command, "read", how, at("v11.txt")], {
        stdio: [...stdio],
      });
      const { code, err } = await ended(child);
      expect(code).toBe(1);
      expect(err).toMatch(/^homepoint: The disk is full.*\n$/);
    }
  });
});

describe("homepoint read says in one sentence", () => {
  test.each(["empty.txt", "letter.txt", "holiday.mp4"])(
    "that no reader knows %s, and ends with 3",
    async (name) => {
      const run = await homepoint(["read", at(name)]);
      expect(run.code).toBe(3);
      expectSentence(run, /No reader/);
    },
  );

  test.skipIf(process.platform === "win32")(
    "that a device is no log, and ends with 3",
    async () => {
      const run = await homepoint(["read", "/dev/null"]);
      expect(run.code).toBe(3);
      expectSentence(run, /No reader/);
    },
  );

  test.each([
    ["nowhere.txt", /There is no file/],
    [".", /is a folder/],
    ["huge.txt", /larger than 1 GiB/],
  ])("why it cannot read %s, and ends with 1", async (name, sentence) => {
    const run = await homepoint(["read", "--json", at(name)]);
    expect(run.code).toBe(1);
    expectSentence(run, sentence);
  });

  test.each([
    [["read"], /Missing required argument 'file'/],
    [["read", "--json", "--csv", "v11.txt"], /Choose one of --json and --csv/],
    [["read", "--cvs", "v11.txt"], /Unknown option '--cvs'/],
    [["read", "--csv", "--flight", "2", "v11.txt"], /There is no flight 2/],
    [["raed", "v11.txt"], /Did you mean read\?/],
  ])("how %j is used wrongly, and ends with 2", async (args, sentence) => {
    const run = await homepoint(args.map((arg) => (arg === "v11.txt" ? at(arg) : arg)));
    expect(run.code).toBe(2);
    expectSentence(run, sentence);
  });

  test("that keys are none, and ends with 1", async () => {
    const run = await homepoint(["read", at("locked.txt"), "--keys", at("letter.txt")]);
    expect(run.code).toBe(1);
    expectSentence(run, /key/i);
  });
});
