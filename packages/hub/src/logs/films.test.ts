import { utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { collect, equalBytes, type ByteSource } from "@homepoint/base";
import { fly, mp4Layouts, plans, writeMp4, type Mp4Options } from "@homepoint/testdata";
import { describe, expect, test } from "vitest";
import { ReadingPool } from "../reading/reading-pool.ts";
import { closeHubsAfterEach, newFolder, startOpenHub } from "../testing/test-hub.ts";
import { vaultSource } from "./vault-source.ts";

closeHubsAfterEach();

const whole = fly(plans.point);
const flight = { ...whole, samples: whole.samples.slice(0, 300) };
const film = (options: Mp4Options) => writeMp4(flight, options).bytes as Uint8Array<ArrayBuffer>;

/** More than is kept in memory for reading: some 75 MiB. */
const large = () => film({ layout: mp4Layouts.air3s, cover: true, pictureBytes: 262_144 });

describe("a film", () => {
  test("that is large is sealed unchanged, and its flight is read from the vault", async () => {
    const { client, hub } = await startOpenHub();
    const bytes = large();
    const taken = await client.takeIn({ name: "DJI_0001.MP4", bytes });
    expect(taken).toMatchObject({ outcome: "taken-in", flights: [{ needsKeys: false }] });
    const { flights } = await client.listFlights();
    expect(flights).toMatchObject([{ format: "dji-mp4", aircraft: { model: "Air3s" } }]);
    const { vault } = hub.installation.unlocked;
    expect(equalBytes(await collect(vault.open(taken.log ?? "")), bytes)).toBe(true);
  });

  test("gives its cover and its track again, without being opened whole", async () => {
    const { client, transport } = await startOpenHub();
    const { log } = await client.takeIn({ name: "DJI_0001.MP4", bytes: large() });
    const image = await transport(`/api/flights/${log}/images/1`, {});
    const jpeg = new Uint8Array(await image.arrayBuffer());
    expect([...jpeg.subarray(0, 2), ...jpeg.subarray(-2)]).toEqual([0xff, 0xd8, 0xff, 0xd9]);
    const csv = await (await transport(`/api/flights/${log}/export/csv`, {})).text();
    expect(csv.trimEnd().split("\n")).toHaveLength(flight.samples.length + 1);
  });

  test("that tells of no flight is kept once it has come, and gives none", async () => {
    const { client } = await startOpenHub();
    const taken = await client.takeIn({ name: "holiday.mp4", bytes: film({}) });
    expect(taken).toMatchObject({ outcome: "kept", flights: [] });
    expect((await client.listLogs({})).logs).toMatchObject([{ reading: "unknown" }]);
  });

  test("in a watched folder comes in where it tells of a flight, and else is left", async () => {
    const folder = await newFolder();
    const past = new Date(Date.now() - 10_000);
    for (const [name, bytes] of [
      ["DJI_0001.MP4", film({ captions: "letters" })],
      ["holiday.mp4", film({})],
    ] as const) {
      await writeFile(join(folder, name), bytes);
      await utimes(join(folder, name), past, past);
    }
    const { client, hub } = await startOpenHub();
    await client.watchFolder({ path: folder });
    await hub.installation.unlocked.watched.look();
    expect((await client.listLogs({})).logs).toMatchObject([{ name: "DJI_0001.MP4" }]);
  });
});

describe("a worker", () => {
  const bytes = film({ layout: mp4Layouts.air3s });
  const source = (read: ByteSource["read"]): ByteSource => ({
    size: bytes.length,
    grain: 99,
    read,
  });

  test("reads a source as it reads bytes", async () => {
    const pool = new ReadingPool(1);
    const pieces = source(async (offset, length) => bytes.slice(offset, offset + length));
    const answers = await Promise.all([
      pool.read({ source: pieces, name: "a.mp4" }),
      pool.read({ bytes: bytes.slice(), name: "a.mp4" }),
    ]);
    await pool.close();
    expect(answers[0]).toMatchObject({ read: { format: "dji-mp4" } });
    expect(answers[0]).toEqual(answers[1]);
  });

  test("says that reading failed where a piece cannot be had, and reads the next log", async () => {
    const pool = new ReadingPool(1);
    const broken = source(() => Promise.reject(new Error("gone")));
    expect(await pool.read({ source: broken, name: "a.mp4" })).toMatchObject({
      problem: { code: "hub/reading-failed" },
    });
    expect(await pool.read({ bytes: bytes.slice(), name: "a.mp4" })).toHaveProperty("read");
    await pool.close();
  });
});

test("a range of the vault ends where its object ends", async () => {
  const { hub } = await startOpenHub();
  const { vault } = hub.installation.unlocked;
  const bytes = Uint8Array.from({ length: 200_000 }, (_, at) => at % 253);
  const label = { name: "a", source: "", kind: "log", takenInAt: "2024-01-01T00:00:00Z" };
  const { id } = await vault.seal(bytes, label);
  const source = vaultSource(vault, id, bytes.length);
  for (const [offset, length] of [
    [0, 10],
    [65_530, 20],
    [199_990, 100],
    [200_000, 1],
    [5, 0],
  ] as const)
    expect(await source.read(offset, length)).toEqual(bytes.slice(offset, offset + length));
});
