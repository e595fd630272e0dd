import { mkdir, readdir, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test, vi } from "vitest";
import { openLog, summarize } from "@homepoint/flight";
import { sampleLogs } from "./testing/made-logs.ts";
import { newFolder, startOpenHub, testPassphrase, type TestHub } from "./testing/test-hub.ts";

let hub: TestHub;
let temporary: string;
const needles: { what: string; bytes: Buffer }[] = [];

/** Shorter ones turn up in sealed bytes by chance. */
const leastBytes = 6;

function look(what: string, bytes: Uint8Array | string): void {
  const needle = Buffer.from(bytes as string);
  expect(needle.length, what).toBeGreaterThanOrEqual(leastBytes);
  needles.push({ what, bytes: needle });
}

/** A number in each way that a file could hold it. */
function lookForNumber(what: string, value: number): void {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value, true);
  look(`${what} as a number`, new Uint8Array(view.buffer.slice(1, 8))); // whole but for its least byte
  view.setFloat64(0, (value * Math.PI) / 180, true);
  look(`${what} in radians`, new Uint8Array(view.buffer.slice(1, 8)));
  look(`${what} as text`, value.toFixed(5));
}

beforeAll(async () => {
  const folder = await newFolder();
  temporary = await newFolder();
  vi.stubEnv("TMPDIR", temporary);
  hub = await startOpenHub({ folder });
  for (const { name, bytes } of sampleLogs()) {
    await hub.client.takeIn({ name, bytes, source: "the card of a pilot" });
    const log = await openLog(bytes, name);
    const summary = summarize(log, 0);
    look(`the name ${name}`, name);
    for (const word of [
      summary?.aircraft.serial,
      summary?.aircraft.name,
      summary?.controller?.serial,
    ])
      if (word) look(`the word ${word}`, word);
    if (summary?.takeoff && !summary.needsKeys) {
      lookForNumber("a latitude", summary.takeoff.latitude);
      lookForNumber("a longitude", summary.takeoff.longitude);
    }
    look(`a piece of ${name}`, bytes.subarray(5000, 5032));
    const jpeg = Buffer.from(bytes).indexOf(Buffer.from([0xff, 0xd8, 0xff]));
    if (jpeg >= 0) look(`a picture of ${name}`, bytes.subarray(jpeg, jpeg + 24));
  }
  const watched = join(await newFolder(), "Hidden bay");
  await mkdir(watched);
  const [flight] = (await hub.client.listFlights()).flights;
  const id = flight?.id ?? "";
  await hub.client.editFlights({
    flights: [id],
    set: { name: "Behind the lighthouse", pilot: "Ada Lovelace", notes: "Nobody may know" },
    addTags: ["clandestine"],
  });
  await (await hub.client.exportFlight({ id, format: "csv" })).text();
  await (await hub.client.getImage({ id, number: 0 }).catch(() => undefined))?.arrayBuffer();
  await hub.client.makeToken({ name: "The controller of Ada", role: "device", scope: "inbox" });
  await hub.client.watchFolder({ path: watched });
  for (const text of [
    "Behind the lighthouse",
    "Ada Lovelace",
    "Nobody may know",
    "clandestine",
    "The controller of Ada",
    "the card of a pilot",
    "Hidden bay",
    testPassphrase,
  ])
    look(`the text ${text}`, text);
  await hub.hub.close();
});

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test("the data folder holds nothing that a person or a program could read", async () => {
  const files = await filesIn(hub.folder);
  expect(files.length).toBeGreaterThan(20);
  for (const path of files) {
    const bytes = await readFile(path);
    for (const needle of needles)
      if (bytes.includes(needle.bytes)) expect.fail(`${path} holds ${needle.what}`);
  }
});

test("nothing was left in the folder for temporary files", async () => {
  expect(tmpdir()).toBe(temporary);
  expect(await filesIn(temporary)).toEqual([]);
});

test("the search finds what it looks for where it is", async () => {
  const log = Buffer.concat(sampleLogs().map(({ bytes }) => Buffer.from(bytes)));
  expect(needles.filter(({ bytes }) => log.includes(bytes)).length).toBeGreaterThan(5);
});

test("nobody else on this machine can read the folder", async () => {
  if (process.platform === "win32") return;
  for (const path of await filesIn(hub.folder)) expect((await stat(path)).mode & 0o077).toBe(0);
});
