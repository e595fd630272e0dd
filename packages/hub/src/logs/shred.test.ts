import { afterEach, expect, test, vi } from "vitest";
import { smallLogs } from "../testing/made-logs.ts";
import {
  closeHubsAfterEach,
  copyOf,
  startHub,
  startOpenHub,
  testPassphrase,
  type TestHub,
} from "../testing/test-hub.ts";

closeHubsAfterEach();
afterEach(() => void vi.restoreAllMocks());

const [first, second] = smallLogs(2);
if (!first || !second) throw new Error("there are no logs");

const unlockedOf = ({ hub }: TestHub) => hub.installation.unlocked;
const takeIn = async ({ client }: TestHub, { name, bytes }: typeof first) =>
  (await client.takeIn({ name, bytes: bytes.slice() })).log ?? "";
const counts = async ({ client }: TestHub) => ({
  logs: (await client.listLogs()).total,
  flights: (await client.listFlights()).totals.flights,
});
const nothing = { logs: 0, flights: 0 };

async function unlock(hub: TestHub): Promise<void> {
  await hub.client.unlock({ passphrase: testPassphrase });
  await hub.hub.installation.caughtUp();
}

/** A folder of a hub that crashed when it came to this step of a shredding, and the log's id. */
async function crashedAt(step: "intent" | "ring" | "openings" | "outcome") {
  const hub = await startOpenHub();
  const id = await takeIn(hub, first as NonNullable<typeof first>);
  const { evidence, vault } = unlockedOf(hub);
  let folder = "";
  const copy = async () => void (folder = await copyOf(hub.folder));
  const [append, shred, openings] = [evidence.append, vault.shred, evidence.shredOpenings];
  if (step === "intent")
    vi.spyOn(evidence, "append").mockImplementation(async (fact) => {
      const index = await append.call(evidence, fact);
      if (fact.kind === "shredding") await copy();
      return index;
    });
  if (step === "outcome")
    vi.spyOn(evidence, "append").mockImplementation(async (fact) => {
      if (fact.kind === "shredded") await copy();
      return append.call(evidence, fact);
    });
  if (step === "ring")
    vi.spyOn(vault, "shred").mockImplementation(async (object) => {
      await copy();
      return shred.call(vault, object);
    });
  if (step === "openings")
    vi.spyOn(evidence, "shredOpenings").mockImplementation(async (...args) => {
      await copy();
      return openings.apply(evidence, args);
    });
  await hub.client.shredLog({ id });
  return { folder, id };
}

/** Facts that tell of an object, but for those of its shredding. */
async function toldOf({ client }: TestHub, id: string) {
  const { entries } = await client.listEvidence({ limit: 1000 });
  return entries.flatMap(({ fact }) =>
    fact && JSON.stringify(fact).includes(id) && !fact.kind.startsWith("shred") ? [fact.kind] : [],
  );
}

test("a log that is shredded while it is read leaves nothing", async () => {
  const hub = await startOpenHub();
  const { pool } = unlockedOf(hub);
  const read = pool.read.bind(pool);
  const shredded = Promise.withResolvers<undefined>();
  const isRead = Promise.withResolvers<undefined>();
  vi.spyOn(pool, "read").mockImplementation(async (request) => {
    const answer = await read(request);
    isRead.resolve(undefined);
    await shredded.promise;
    return answer;
  });
  const taking = takeIn(hub, first);
  await isRead.promise;
  const id = (await hub.client.listLogs()).logs[0]?.id ?? "";
  await hub.client.shredLog({ id });
  shredded.resolve(undefined);
  await taking;
  expect(await counts(hub)).toEqual(nothing);
});

test("a log whose flights are just put into the list is shredded with them", async () => {
  const hub = await startOpenHub();
  const { flights } = unlockedOf(hub);
  const add = flights.add.bind(flights);
  let shredding: Promise<unknown> | undefined;
  vi.spyOn(flights, "add").mockImplementation(async (found) => {
    const id = (await hub.client.listLogs()).logs[0]?.id ?? "";
    shredding = hub.client.shredLog({ id });
    // Long enough for it to destroy the log, were it not for the turn.
    await new Promise((resolve) => setTimeout(resolve, 200));
    await add(found);
  });
  await takeIn(hub, first);
  await shredding;
  expect(await counts(hub)).toEqual(nothing);
});

test("what people wrote on a flight goes with its log, even while a rebuild has dropped the list", async () => {
  const hub = await startOpenHub();
  const id = await takeIn(hub, first);
  await hub.client.editFlights({ flights: [id], set: { notes: "secret spot" } });
  const { flights, tables } = unlockedOf(hub);
  await flights.clear();
  await hub.client.shredLog({ id });
  expect(await tables.state.edits.all()).toEqual([]);
});

test.each(["intent", "ring", "openings", "outcome"] as const)(
  "a shredding that a crash cuts short at its %s is finished at the next unlocking, however late",
  async (step) => {
    const { folder, id } = await crashedAt(step);
    await (await startHub({ folder })).hub.close(); // once started and never unlocked
    const hub = await startHub({ folder });
    await unlock(hub);
    expect(await counts(hub)).toEqual(nothing);
    expect(await toldOf(hub, id)).toEqual([]);
    const { entries } = await hub.client.listEvidence({ limit: 1000 });
    const facts = entries.map(({ fact }) => fact);
    expect(facts).toContainEqual(expect.objectContaining({ kind: "shredded", outcome: "done" }));
    expect(await unlockedOf(hub).shreddings.pending()).toEqual([]);
    expect(await hub.client.verifyEvidence()).toMatchObject({ ok: true, findings: [] });
  },
);

test("a log that is taken in again after its shredding was finished stays", async () => {
  const { folder } = await crashedAt("ring");
  const hub = await startHub({ folder });
  await unlock(hub);
  await takeIn(hub, first);
  await hub.client.lock();
  await unlock(hub);
  expect(await counts(hub)).toEqual({ logs: 1, flights: 1 });
});

test("a log that is taken in again before its shredding could be finished stays, under its new key", async () => {
  const hub = await startOpenHub();
  const id = await takeIn(hub, first);
  const { vault } = unlockedOf(hub);
  const shred = vault.shred.bind(vault);
  vi.spyOn(vault, "shred").mockImplementationOnce(async (object) => {
    await shred(object);
    throw new Error("the disk failed");
  });
  await expect(hub.client.shredLog({ id })).rejects.toThrow();
  await takeIn(hub, first);
  await hub.client.lock();
  await unlock(hub);
  expect(await counts(hub)).toEqual({ logs: 1, flights: 1 });
  expect(await toldOf(hub, id)).toEqual(["sealed"]);
});

test("a log that is brought again while it is destroyed is not said to be safe", async () => {
  const hub = await startOpenHub();
  const id = await takeIn(hub, first);
  const { vault, takeIn: taking } = unlockedOf(hub);
  const shred = vault.shred.bind(vault);
  let bringing: Promise<unknown> | undefined;
  vi.spyOn(vault, "shred").mockImplementationOnce(async (object) => {
    const waits = vi.spyOn(taking, "record");
    bringing = takeIn(hub, first).catch((error: { code: string }) => error.code);
    await vi.waitFor(() => expect(waits).toHaveBeenCalled(), { timeout: 30_000 });
    return shred(object);
  });
  await hub.client.shredLog({ id });
  expect(await bringing).toBe("vault/unknown-object");
  expect(await counts(hub)).toEqual(nothing);
  expect(await toldOf(hub, id)).toEqual([]);
});

test("a shredding that fails half-way is finished by asking again", async () => {
  const hub = await startOpenHub();
  const id = await takeIn(hub, first);
  const { evidence } = unlockedOf(hub);
  vi.spyOn(evidence, "shredOpenings").mockRejectedValueOnce(new Error("the disk failed"));
  await expect(hub.client.shredLog({ id })).rejects.toThrow();
  expect(await hub.client.shredLog({ id })).toEqual({ backups: [] });
  expect(await toldOf(hub, id)).toEqual([]);
});

test("an intent that is not on record destroys nothing, later neither", async () => {
  const hub = await startOpenHub();
  const id = await takeIn(hub, first);
  const { evidence } = unlockedOf(hub);
  vi.spyOn(evidence, "append").mockRejectedValueOnce(new Error("the disk failed"));
  await expect(hub.client.shredLog({ id })).rejects.toMatchObject({
    code: "evidence/not-recorded",
  });
  await hub.client.lock();
  await unlock(hub);
  expect(await counts(hub)).toEqual({ logs: 1, flights: 1 });
});

test("rows of a shredded log that a power cut brought back are dropped at unlocking", async () => {
  const hub = await startOpenHub();
  const id = await takeIn(hub, first);
  const other = await takeIn(hub, second);
  const { logs, flights } = unlockedOf(hub);
  const log = logs.get(id);
  const stored = await flights.stored(id);
  await hub.client.shredLog({ id });
  await logs.put(id, log);
  await flights.add(new Map([[id, stored]]));
  await hub.client.lock();
  await unlock(hub);
  expect((await hub.client.listFlights()).flights.map((flight) => flight.id)).toEqual([other]);
  expect(await counts(hub)).toEqual({ logs: 1, flights: 1 });
});

test("after a restore, shredding reaches what older generations of the evidence say", async () => {
  const old = await startOpenHub();
  const id = await takeIn(old, first);
  const file = new Uint8Array(await (await old.client.makeBackup({})).arrayBuffer());
  const hub = await startHub();
  await hub.client.restore({ bytes: file });
  await unlock(hub);
  await hub.client.shredLog({ id });
  const { evidence, vault } = unlockedOf(hub);
  expect(await evidence.generations()).toEqual([1, 2]);
  const range = { generation: 1, from: 0, to: await evidence.sizeOf(1) };
  const entries = await Array.fromAsync(evidence.readRange(range, vault.evidenceIdentity));
  expect(entries.map(({ state }) => state)).toContain("shredded");
  expect(entries.filter(({ fact }) => JSON.stringify(fact ?? {}).includes(id))).toEqual([]);
  expect(await hub.client.verifyEvidence()).toMatchObject({ ok: true });
});

test("a log that is caught up while it is taken in is on record once", async () => {
  const hub = await startOpenHub();
  const { takeIn: taking, evidence, vault } = unlockedOf(hub);
  const seal = vault.seal.bind(vault);
  vi.spyOn(vault, "seal").mockImplementationOnce(async (...args) => {
    const sealed = await seal(...args);
    void taking.record(sealed.id, "hub");
    return sealed;
  });
  const id = await takeIn(hub, first);
  expect(evidence.size).toBeGreaterThan(0);
  expect(await toldOf(hub, id)).toEqual(["sealed"]);
});
