import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sampleLogs, smallLogs } from "../testing/made-logs.ts";
import {
  closeHubsAfterEach,
  newFolder,
  startHub,
  startOpenHub,
  testPassphrase,
  type TestHub,
} from "../testing/test-hub.ts";
import { makeBackup } from "./make-backup.ts";
import { packBackup, partsInFolder } from "./pack-backup.ts";
import { finishRestore } from "./restore.ts";
import { unpackBackup } from "./unpack-backup.ts";

closeHubsAfterEach();

async function filledHub(): Promise<TestHub> {
  const hub = await startOpenHub();
  for (const { name, bytes } of sampleLogs()) await hub.client.takeIn({ name, bytes });
  const [first] = (await hub.client.listFlights()).flights;
  await hub.client.editFlights({
    flights: [first?.id ?? ""],
    set: { pilot: "Ada Lovelace" },
    addTags: ["kept"],
  });
  return hub;
}

const backupOf = async ({ client }: TestHub) =>
  new Uint8Array(await (await client.makeBackup({ to: "a stick" })).arrayBuffer());
const kindsOf = async ({ client }: TestHub) =>
  (await client.listEvidence({ limit: 1000 })).entries.map(({ fact }) => fact?.kind);

describe("a backup", () => {
  test("fills an empty machine: the same flights, edits and evidence, under the same passphrase", async () => {
    const old = await filledHub();
    const before = (await old.client.listFlights()).flights;
    const file = await backupOf(old);
    const fresh = await startHub();
    expect(await fresh.client.restore({ bytes: file })).toEqual({ objects: 5 });
    expect(await fresh.client.status()).toMatchObject({ state: "locked" });
    await fresh.client.unlock({ passphrase: testPassphrase });
    await fresh.hub.installation.caughtUp();
    expect((await fresh.client.listFlights()).flights).toEqual(before);
    expect(await fresh.client.verifyEvidence()).toMatchObject({ ok: true, findings: [] });
    expect(await kindsOf(fresh)).toEqual(expect.arrayContaining(["generation", "restored"]));
    const steps = await Array.fromAsync(fresh.client.checkVault());
    expect(steps.at(-1)?.findings).toEqual([]);
  });

  test("is registered and on record, and says which shredded logs it still holds", async () => {
    const hub = await filledHub();
    await backupOf(hub);
    expect((await hub.client.listBackups()).backups).toMatchObject([
      { to: "a stick", objects: 5, complete: true, holdsShredded: 0 },
    ]);
    expect(await kindsOf(hub)).toContain("backed-up");
    const [flight] = (await hub.client.listFlights()).flights;
    const { backups } = await hub.client.shredLog({ id: flight?.id ?? "" });
    expect(backups).toMatchObject([{ to: "a stick", holdsShredded: 1 }]);
    await hub.client.forgetBackup({ id: backups[0]?.id ?? "" });
    expect((await hub.client.listBackups()).backups).toEqual([]);
  });

  test("is known to whoever is restored from it, as one that holds what is shredded then", async () => {
    const old = await filledHub();
    const file = await backupOf(old);
    const [backup] = (await old.client.listBackups()).backups;
    const fresh = await startHub();
    await fresh.client.restore({ bytes: file });
    await fresh.client.unlock({ passphrase: testPassphrase });
    await fresh.hub.installation.caughtUp();
    expect((await fresh.client.listBackups()).backups).toEqual([backup]);
    const [flight] = (await fresh.client.listFlights()).flights;
    const { backups } = await fresh.client.shredLog({ id: flight?.id ?? "" });
    expect(backups).toMatchObject([{ id: backup?.id, complete: true, holdsShredded: 1 }]);
  });

  test("holds what it holds, whatever the clock said", async () => {
    let now = Date.parse("2030-01-01T00:00:00Z");
    const hub = await startOpenHub({ clock: () => new Date(now) });
    const [log] = smallLogs(1);
    if (!log) throw new Error("there are no logs");
    const takeIn = async () => (await hub.client.takeIn(log)).log ?? "";
    const id = await takeIn();
    now = Date.parse("2026-01-01T00:00:00Z");
    await backupOf(hub);
    now += 3_600_000;
    expect((await hub.client.shredLog({ id })).backups).toHaveLength(1);
    await takeIn(); // with a new key, which no backup holds
    now += 3_600_000;
    expect((await hub.client.shredLog({ id })).backups).toEqual([]);
    expect((await hub.client.listBackups()).backups).toMatchObject([{ holdsShredded: 1 }]);
  });

  test("does not hold what was shredded before it", async () => {
    const hub = await filledHub();
    const [flight] = (await hub.client.listFlights()).flights;
    await hub.client.shredLog({ id: flight?.id ?? "" });
    await backupOf(hub);
    expect((await hub.client.listBackups()).backups).toMatchObject([{ holdsShredded: 0 }]);
  });

  test("counts as destroyed once it has expired", async () => {
    let now = Date.now();
    const hub = await startOpenHub({ clock: () => new Date(now) });
    const expiresAt = new Date(now + 1000).toISOString();
    await (await hub.client.makeBackup({ to: "a stick", expiresAt })).arrayBuffer();
    expect((await hub.client.listBackups()).backups).toMatchObject([{ expiresAt }]);
    const { entries } = await hub.client.listEvidence({ limit: 10 });
    const made = entries.find(({ fact }) => fact?.kind === "backed-up");
    expect(made?.fact).toMatchObject({ until: expiresAt });
    now += 2000;
    expect((await hub.client.listBackups()).backups).toEqual([]);
  });

  test("says how much of the vault was lost before it, and keeps what is known of that", async () => {
    const hub = await filledHub();
    const [lost] = await payloadsOf(hub.folder);
    await rm(lost ?? "");
    const file = await backupOf(hub);
    expect((await hub.client.listBackups()).backups).toMatchObject([
      { objects: 5, damaged: 1, complete: false },
    ]);
    const { entries } = await hub.client.listEvidence({ limit: 10 });
    const made = entries.find(({ fact }) => fact?.kind === "backed-up");
    expect(made?.fact).toMatchObject({ objects: 5, damaged: 1 });
    const fresh = await startHub();
    expect(await fresh.client.restore({ bytes: file })).toEqual({ objects: 5 });
    await fresh.client.unlock({ passphrase: testPassphrase });
    await fresh.hub.installation.caughtUp();
    expect((await fresh.client.listLogs()).total).toBe(5);
    const steps = await Array.fromAsync(fresh.client.checkVault());
    expect(steps.at(-1)?.findings).toMatchObject([{ code: "vault/missing-payload" }]);
  });

  test("that breaks off is known to hold keys all the same", async () => {
    const hub = await filledHub();
    const response = await hub.client.makeBackup({ to: "a stick" });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await expect
      .poll(async () => (await hub.client.listBackups()).backups)
      .toMatchObject([{ complete: false }]);
  });

  test("is whole although logs are resealed, shredded and taken in while it is made", async () => {
    const hub = await filledHub();
    const before = (await hub.client.listFlights()).flights.map(({ id }) => id);
    const { file } = await makeBackup(hub.hub.installation.unlocked, {
      to: "a stick",
      expiresAt: null,
    });
    for (const id of before.slice(1)) await hub.client.resealLog({ id });
    await hub.client.shredLog({ id: before[0] ?? "" });
    const [late] = smallLogs(1);
    if (late) await hub.client.takeIn(late);
    const bytes = Buffer.concat(await Array.fromAsync(file));
    expect(bytes.includes(`gone/${before[0]}`)).toBe(true);

    const fresh = await startHub();
    await fresh.client.restore({ bytes: new Uint8Array(bytes) });
    await fresh.client.unlock({ passphrase: testPassphrase });
    await fresh.hub.installation.caughtUp();
    const after = (await fresh.client.listFlights()).flights.map(({ id }) => id);
    expect(after).toEqual(expect.arrayContaining(before.slice(1)));
    const steps = await Array.fromAsync(fresh.client.checkVault());
    expect(steps.at(-1)?.findings).toEqual([]);
  });

  test("holds what waits in the inbox", async () => {
    const hub = await filledHub();
    const { present } = hub.hub.installation;
    const [log] = smallLogs(1);
    const name = log?.name ?? "";
    await present.inbox.seal(log?.bytes ?? new Uint8Array(), {
      name,
      source: "a device",
      kind: "log",
    });
    const file = await backupOf(hub);
    const fresh = await startHub();
    await fresh.client.restore({ bytes: file });
    await fresh.client.unlock({ passphrase: testPassphrase });
    await fresh.hub.installation.caughtUp();
    expect((await fresh.client.listFlights()).flights).toHaveLength(6);
  });

  test("holds nothing that a person could read", async () => {
    const hub = await filledHub();
    const file = Buffer.from(await backupOf(hub));
    for (const word of ["Ada Lovelace", "DJIFlightRecord", "Mavic 2", "FlightRecord_"])
      expect(file.includes(word)).toBe(false);
  });

  test("in a folder is the same as in a file", async () => {
    const hub = await filledHub();
    const file = await backupOf(hub);
    const folder = join(await newFolder(), "backup");
    await unpackBackup(blocksOf(file), folder);
    const fresh = await startHub();
    const packed = ReadableStream.from(packBackup(partsInFolder(folder)));
    expect(await fresh.client.restore({ bytes: packed as never })).toEqual({ objects: 5 });
  });
});

describe("what is no good backup", () => {
  const restoring = async (bytes: Uint8Array) => {
    const fresh = await startHub();
    const result = fresh.client.restore({ bytes: bytes as never });
    return { fresh, result };
  };

  test.each([0, 1, 511, 512, 1024, 5000, 100_000])(
    "cut to %i bytes, it is refused, and the hub stays empty",
    async (length) => {
      const file = await backupOf(await filledHub());
      const { fresh, result } = await restoring(file.subarray(0, length));
      await expect(result).rejects.toMatchObject({
        code: expect.stringMatching(/^hub\/(not-a|damaged)-backup$/),
      });
      expect(await fresh.client.status()).toMatchObject({ state: "new" });
      expect(await readdir(fresh.folder)).not.toContain("restoring");
      await fresh.client.setUp({ passphrase: testPassphrase });
    },
  );

  test("any other file is refused with a sentence", async () => {
    const { result } = await restoring(new TextEncoder().encode("no backup at all ".repeat(100)));
    await expect(result).rejects.toMatchObject({ code: "hub/not-a-backup" });
  });

  test.each(["../evil.txt", "/etc/evil", "ring/../../evil", "machine/evidence.key", "hub.sock"])(
    "that wants to write to %s is refused, and writes nothing",
    async (path) => {
      const parts = async function* () {
        const manifest = JSON.stringify({
          homepointBackup: 1,
          id: "x",
          madeAt: new Date().toISOString(),
          objects: 0,
        });
        yield fileOf("homepoint-backup.json", manifest);
        yield fileOf(path, "evil");
      };
      const whole = await Array.fromAsync(packBackup(parts()));
      const { fresh, result } = await restoring(Buffer.concat(whole));
      await expect(result).rejects.toMatchObject({ code: "hub/damaged-backup" });
      expect(await fresh.client.status()).toMatchObject({ state: "new" });
    },
  );

  test("a hub that is set up is never overwritten", async () => {
    const file = await backupOf(await filledHub());
    const other = await filledHub();
    await expect(other.client.restore({ bytes: file })).rejects.toMatchObject({
      code: "api/set-up-already",
    });
  });
});

test.each(["before it was complete", "after it was complete"])(
  "a restore that a crash cut short %s is undone or finished at the next start",
  async (when) => {
    const file = await backupOf(await filledHub());
    const folder = await newFolder();
    const staging = join(folder, "restoring");
    await mkdir(staging);
    const manifest = await unpackBackup(blocksOf(file), staging);
    const isComplete = when.startsWith("after");
    if (isComplete) await writeFile(join(staging, ".complete"), JSON.stringify(manifest));
    const { client } = await startHub({ folder });
    expect(await client.status()).toMatchObject({ state: isComplete ? "locked" : "new" });
    expect(await readdir(folder)).not.toContain("restoring");
    if (isComplete) await client.unlock({ passphrase: testPassphrase });
  },
);

test("finishing a restore twice does no harm", async () => {
  const file = await backupOf(await filledHub());
  const folder = await newFolder();
  const staging = join(folder, "restoring");
  await mkdir(staging);
  const manifest = await unpackBackup(blocksOf(file), staging);
  await writeFile(join(staging, ".complete"), JSON.stringify(manifest));
  await finishRestore(folder);
  await finishRestore(folder);
  expect(await readFile(join(folder, "keys.age"), "utf8")).toContain("age-encryption.org");
  await rm(folder, { recursive: true });
});

/** Contents of originals. */
async function payloadsOf(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, "ring"), { recursive: true });
  const originals = names.filter((name) => /^..\/[0-9a-f]{64}$/.test(name));
  return Promise.all(
    originals.map(async (name) => {
      const entry = await readFile(join(folder, "ring", name), "latin1");
      const payload = /[0-9a-f]{32}/.exec(entry)?.[0] ?? "";
      return join(folder, "payloads", payload.slice(0, 2), payload);
    }),
  );
}

async function* blocksOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

function fileOf(path: string, text: string) {
  const bytes = new TextEncoder().encode(text);
  return { path, size: bytes.length, open: () => blocksOf(bytes) };
}
