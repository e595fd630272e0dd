import { get } from "node:http";
import { describe, expect, test, vi } from "vitest";
import { createClient } from "@homepoint/sdk";
import { sampleLogs } from "./testing/made-logs.ts";
import {
  closeHubsAfterEach,
  browser,
  program,
  startHub,
  startOpenHub,
  testPassphrase,
  type TestHub,
} from "./testing/test-hub.ts";

closeHubsAfterEach();
const [field, point, , , locked] = sampleLogs();
if (!field || !point || !locked) throw new Error("there are no samples");

const takeIn = ({ client }: TestHub, { name, bytes }: typeof field, more = {}) =>
  client.takeIn({ name, source: "a test", bytes, ...more });
/** Sends headers that no browser lets a page set. */
const rawStatus = (url: URL, headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve, reject) => {
    get(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on("error", reject);
  });

const facts = async ({ client }: TestHub) =>
  (await client.listEvidence({ limit: 1000 })).entries.map(({ fact }) => fact?.kind);

describe("setting up", () => {
  test("a new hub says so, and nothing else works yet", async () => {
    const { client } = await startHub();
    expect(await client.status()).toMatchObject({ state: "new", signedIn: null });
    await expect(client.listFlights()).rejects.toMatchObject({ code: "api/not-set-up" });
    await expect(client.unlock({ passphrase: "x" })).rejects.toMatchObject({
      code: "api/not-set-up",
    });
  });

  test("choosing a passphrase makes the vault, gives 24 words and signs the owner in", async () => {
    const { client } = await startHub();
    const { recoveryWords } = await client.setUp({ passphrase: testPassphrase, ownerName: "Ada" });
    expect(recoveryWords).toHaveLength(24);
    expect(await client.status()).toMatchObject({
      state: "open",
      signedIn: { name: "Ada", role: "owner" },
      recoveryConfirmed: false,
    });
  });

  test("a weak passphrase is refused, and nothing was made", async () => {
    const { client } = await startHub();
    await expect(client.setUp({ passphrase: "short" })).rejects.toMatchObject({
      code: "vault/weak-passphrase",
    });
    expect(await client.status()).toMatchObject({ state: "new" });
  });

  test("nobody sets up a hub a second time", async () => {
    const { client, url } = await startOpenHub();
    await expect(client.setUp({ passphrase: testPassphrase })).rejects.toMatchObject({
      code: "api/set-up-already",
    });
    await expect(
      createClient(browser(url)).setUp({ passphrase: testPassphrase }),
    ).rejects.toMatchObject({ code: "api/set-up-already" });
  });

  test("the words are confirmed by some of them at their places, and wrong ones are not", async () => {
    const { client } = await startHub();
    const { recoveryWords } = await client.setUp({ passphrase: testPassphrase });
    const words = [3, 9, 24].map((position) => ({
      position,
      word: recoveryWords[position - 1] ?? "",
    }));
    const [first, ...others] = words;
    await expect(
      client.confirmRecovery({ words: [{ position: 3, word: "wrong" }, ...others] }),
    ).rejects.toMatchObject({ code: "hub/wrong-recovery-words" });
    await expect(
      client.confirmRecovery({ words: [first, first, first] as typeof words }),
    ).rejects.toMatchObject({ code: "hub/wrong-recovery-words" });
    await client.confirmRecovery({ words });
    expect(await client.status()).toMatchObject({ recoveryConfirmed: true });
  });
});

describe("taking in", () => {
  test("a log becomes a flight in the list, sealed and on record", async () => {
    const hub = await startOpenHub();
    const taken = await takeIn(hub, field);
    expect(taken).toMatchObject({
      outcome: "taken-in",
      flights: [{ needsKeys: false, damaged: false }],
    });
    const { flights, totals } = await hub.client.listFlights();
    expect(totals.flights).toBe(1);
    expect(flights[0]).toMatchObject({
      id: taken.log,
      aircraft: { maker: "DJI" },
      format: "dji-txt",
    });
    expect(await facts(hub)).toContain("sealed");
  });

  test("the same bytes are one flight, whatever they are called", async () => {
    const hub = await startOpenHub();
    const { log } = await takeIn(hub, field);
    const again = await takeIn(hub, { ...field, name: "copy of it.txt" });
    expect(again).toMatchObject({ outcome: "duplicate", log });
    expect((await hub.client.listFlights()).totals.flights).toBe(1);
    expect((await facts(hub)).filter((kind) => kind === "sealed")).toHaveLength(1);
  });

  test("a locked log is a flight too, with what its header tells", async () => {
    const hub = await startOpenHub();
    const taken = await takeIn(hub, locked);
    expect(taken.flights).toMatchObject([{ needsKeys: true }]);
    const [flight] = (await hub.client.listFlights({ needsKeys: "true" })).flights;
    expect(flight).toMatchObject({ needsKeys: true, aircraft: { maker: "DJI" } });
    expect(flight?.durationSeconds).toBeGreaterThan(0);
    expect((await hub.client.listLogs({ reading: "needs-keys" })).total).toBe(1);
  });

  test("what no reader knows is not kept, unless asked", async () => {
    const hub = await startOpenHub();
    const bytes = new TextEncoder().encode("shopping: bread, milk");
    const unknown = { name: "list.txt", bytes };
    expect(await takeIn(hub, unknown)).toMatchObject({
      outcome: "unknown",
      because: "flight/unknown-format",
    });
    expect((await hub.client.listLogs()).total).toBe(0);
    const kept = await takeIn(hub, unknown, { keep: "true" });
    expect(kept).toMatchObject({ outcome: "kept", flights: [] });
    const { logs } = await hub.client.listLogs({ reading: "unknown" });
    expect(logs).toMatchObject([{ name: "list.txt", size: bytes.length }]);
    const original = await hub.client.exportLog({ id: kept.log ?? "" });
    expect(new Uint8Array(await original.arrayBuffer())).toEqual(bytes);
  });

  test("an upload that breaks off leaves nothing", async () => {
    const hub = await startOpenHub();
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(point.bytes.subarray(0, 100_000));
        controller.error(new Error("the cable was pulled"));
      },
    });
    await expect(takeIn(hub, { name: "x.txt", bytes: broken as never })).rejects.toThrow();
    expect((await hub.client.listFlights()).totals.flights).toBe(0);
    expect(await takeIn(hub, point)).toMatchObject({ outcome: "taken-in" });
  });

  test("a damaged log is read as far as it goes, and says so", async () => {
    const hub = await startOpenHub();
    const bytes = point.bytes.slice();
    bytes.fill(0x55, 60_000, 60_400);
    const taken = await takeIn(hub, { ...point, bytes });
    expect(taken.flights).toMatchObject([{ damaged: true }]);
    const { summary } = await hub.client.getFlight({ id: taken.flights[0]?.id ?? "" });
    expect(summary["rows"]).toBeGreaterThan(100);
  });
});

describe("across a restart", () => {
  test("a hub starts locked, unlocks with the passphrase, and has everything", async () => {
    const first = await startOpenHub();
    const { log } = await takeIn(first, field);
    await first.client.editFlights({
      flights: [log ?? ""],
      set: { pilot: "Ada" },
      addTags: ["survey"],
    });
    await first.hub.close();
    const second = await startHub({ folder: first.folder });
    expect(await second.client.status()).toMatchObject({ state: "locked", signedIn: null });
    await expect(second.client.listFlights()).rejects.toMatchObject({ code: "api/locked" });
    await expect(second.client.unlock({ passphrase: "wrong" })).rejects.toMatchObject({
      code: "api/wrong-passphrase",
    });
    await second.client.unlock({ passphrase: testPassphrase });
    const { flights } = await second.client.listFlights();
    expect(flights).toMatchObject([{ id: log, pilot: "Ada", tags: ["survey"] }]);
  });

  test("one hub holds a folder at a time", async () => {
    const first = await startOpenHub();
    await expect(startHub({ folder: first.folder })).rejects.toMatchObject({ code: "lock/taken" });
  });

  test("the recovery words open the vault and give it a new passphrase", async () => {
    const first = await startHub();
    const { recoveryWords } = await first.client.setUp({ passphrase: testPassphrase });
    await first.hub.close();
    const { client } = await startHub({ folder: first.folder });
    const wrong = recoveryWords.with(0, recoveryWords[1] ?? "");
    await expect(
      client.recover({ recoveryWords: wrong, newPassphrase: "another good passphrase" }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^vault\/|^hub\/wrong/) });
    await client.recover({ recoveryWords, newPassphrase: "another good passphrase" });
    expect(await client.status()).toMatchObject({ state: "open" });
    await client.lock();
    await expect(client.unlock({ passphrase: testPassphrase })).rejects.toMatchObject({
      code: "api/wrong-passphrase",
    });
    await client.unlock({ passphrase: "another good passphrase" });
  });
});

describe("locking", () => {
  test("a locked hub shows nothing, and seals what a device brings until it is unlocked", async () => {
    const hub = await startOpenHub();
    const { token } = await hub.client.makeToken({
      name: "controller",
      role: "device",
      scope: "inbox",
    });
    const device = createClient(program(hub.url, token));
    await hub.client.lock();
    await expect(hub.client.listFlights()).rejects.toMatchObject({ code: "api/locked" });
    expect(await device.takeIn({ name: field.name, bytes: field.bytes })).toEqual({
      outcome: "waiting",
      log: null,
      flights: [],
      because: null,
    });
    expect(await hub.client.status()).toMatchObject({ state: "locked", waitingInInbox: 1 });
    await hub.client.unlock({ passphrase: testPassphrase });
    await hub.hub.installation.caughtUp();
    expect((await hub.client.listFlights()).totals.flights).toBe(1);
    expect(await facts(hub)).toContain("sealed");
  });

  test("a locked hub that was restarted still knows the device", async () => {
    const first = await startOpenHub();
    const { token } = await first.client.makeToken({
      name: "controller",
      role: "device",
      scope: "inbox",
    });
    await first.hub.close();
    const second = await startHub({ folder: first.folder });
    const device = createClient(program(second.url, token));
    expect(await device.takeIn({ name: field.name, bytes: field.bytes })).toMatchObject({
      outcome: "waiting",
    });
    await expect(
      createClient(program(second.url, token.replace(/.$/, "0x"))).takeIn({
        name: "x",
        bytes: field.bytes,
      }),
    ).rejects.toMatchObject({ code: "api/not-signed-in" });
  });
});

describe("who may what", () => {
  test("a device's inbox learns nothing but that its file is safe", async () => {
    const hub = await startOpenHub();
    const { token } = await hub.client.makeToken({
      name: "controller",
      role: "device",
      scope: "inbox",
    });
    const device = createClient(program(hub.url, token));
    expect(await device.takeIn({ name: field.name, bytes: field.bytes })).toEqual({
      outcome: "taken-in",
      log: null,
      flights: [],
      because: null,
    });
    expect(await device.takeIn({ name: field.name, bytes: field.bytes })).toMatchObject({
      outcome: "taken-in",
      log: null,
    });
    await expect(device.listFlights()).rejects.toMatchObject({ code: "api/not-allowed" });
  });

  test("a revoked token opens nothing, at once", async () => {
    const hub = await startOpenHub();
    const { token, row } = await hub.client.makeToken({
      name: "script",
      role: "manager",
      scope: "all",
    });
    const script = createClient(program(hub.url, token));
    await script.listFlights();
    await hub.client.revokeToken({ id: row.id });
    await expect(script.listFlights()).rejects.toMatchObject({ code: "api/not-signed-in" });
  });

  test("an expired token opens nothing", async () => {
    const hub = await startOpenHub();
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    const { token } = await hub.client.makeToken({
      name: "script",
      role: "manager",
      scope: "all",
      expiresAt,
    });
    await createClient(program(hub.url, token)).listFlights();
    await hub.hub.close();
    const later = await startHub({
      folder: hub.folder,
      clock: () => new Date(Date.now() + 120_000),
    });
    await later.client.unlock({ passphrase: testPassphrase });
    await expect(createClient(program(later.url, token)).listFlights()).rejects.toMatchObject({
      code: "api/not-signed-in",
    });
  });

  test("an auditor looks, and takes nothing away; the refusal is on record", async () => {
    const hub = await startOpenHub();
    const { log } = await takeIn(hub, field);
    const { token } = await hub.client.makeToken({
      name: "auditor",
      role: "auditor",
      scope: "all",
    });
    const auditor = createClient(program(hub.url, token));
    expect((await auditor.listFlights()).totals.flights).toBe(1);
    await expect(auditor.exportFlight({ id: log ?? "", format: "kml" })).rejects.toMatchObject({
      code: "hub/handover-refused",
    });
    expect(await facts(hub)).toContain("handover-refused");
  });

  test("signing out ends the session", async () => {
    const { client } = await startOpenHub();
    await client.signOut();
    await expect(client.listFlights()).rejects.toMatchObject({ code: "api/not-signed-in" });
  });

  test.each([
    [{ host: "evil.example" }, 421],
    [{ origin: "http://evil.example" }, 403],
    [{ "sec-fetch-site": "cross-site" }, 403],
    [{}, 200],
  ])("a request with %o gets %i", async (headers, status) => {
    const { url } = await startOpenHub();
    expect(await rawStatus(new URL("/api/status", url), headers)).toBe(status);
  });

  test("a link from elsewhere opens the page, and the page holds nothing", async () => {
    const { url } = await startOpenHub();
    const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
    expect(await rawStatus(new URL("/", url), headers)).toBe(404); // no web app is built into this hub
  });

  test("guessing the passphrase is slowed down, and on record", async () => {
    const hub = await startOpenHub();
    const guesser = createClient(browser(hub.url));
    for (let guess = 0; guess < 5; guess += 1)
      await expect(guesser.unlock({ passphrase: `guess ${guess}` })).rejects.toMatchObject({
        code: "api/wrong-passphrase",
      });
    await expect(guesser.unlock({ passphrase: testPassphrase })).rejects.toMatchObject({
      code: "api/too-many-tries",
    });
    expect(await facts(hub)).toContain("sign-in-refused");
  });
});

describe("handing over", () => {
  test.each([
    ["csv", /^seconds/],
    ["geojson", /^\{"type":"FeatureCollection"/],
    ["kml", /^<\?xml/],
    ["gpx", /^<\?xml/],
  ] as const)(
    "%s is a file to save, with its intent and outcome on record",
    async (format, beginning) => {
      const hub = await startOpenHub();
      const { log } = await takeIn(hub, point);
      const response = await hub.client.exportFlight({ id: log ?? "", format });
      expect(response.headers.get("content-disposition")).toMatch(
        new RegExp(`attachment; .*\\.${format}`),
      );
      expect(await response.text()).toMatch(beginning);
      expect((await facts(hub)).slice(0, 2)).toEqual(["handed-over", "handing-over"]);
    },
  );

  test("the original comes back byte for byte", async () => {
    const hub = await startOpenHub();
    const { log } = await takeIn(hub, point);
    const response = await hub.client.exportFlight({ id: log ?? "", format: "original" });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(point.bytes);
  });

  test("series come by range, the same as whole", async () => {
    const hub = await startOpenHub();
    const { log } = await takeIn(hub, point);
    const id = log ?? "";
    const whole = new Uint8Array(await (await hub.client.getColumns({ id })).arrayBuffer());
    const part = await hub.client.getColumns({ id }, { range: { first: 1000, last: 70_000 } });
    expect(part.status).toBe(206);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(
      whole.slice(1000, Math.min(70_001, whole.length)),
    );
    const end = await hub.client.getColumns({ id }, { range: { suffix: 100 } });
    expect(new Uint8Array(await end.arrayBuffer())).toEqual(whole.slice(-100));
  });

  test("a picture in the log is shown", async () => {
    const hub = await startOpenHub();
    const { log } = await takeIn(hub, point);
    const image = await hub.client.getImage({ id: log ?? "", number: 0 });
    expect(image.headers.get("content-type")).toBe("image/jpeg");
    expect([...new Uint8Array(await image.arrayBuffer()).subarray(0, 2)]).toEqual([0xff, 0xd8]);
    await expect(hub.client.getImage({ id: log ?? "", number: 99 })).rejects.toMatchObject({
      code: "hub/no-such-image",
    });
  });

  test("looking at a flight is on record once an hour, not at each glance", async () => {
    const hub = await startOpenHub();
    const { log } = await takeIn(hub, point);
    for (let time = 0; time < 3; time += 1) await hub.client.getFlight({ id: log ?? "" });
    expect((await facts(hub)).filter((kind) => kind === "opened")).toHaveLength(1);
  });
});

describe("shredding", () => {
  test("destroys log, flights, edits, series and what the evidence says, and the evidence still verifies", async () => {
    const hub = await startOpenHub();
    const { log } = await takeIn(hub, field);
    const id = log ?? "";
    await hub.client.editFlights({ flights: [id], set: { notes: "secret spot" } });
    await hub.client.getFlight({ id });
    expect(await hub.client.shredLog({ id })).toEqual({ backups: [] });
    await expect(hub.client.getFlight({ id })).rejects.toMatchObject({
      code: "hub/no-such-flight",
    });
    await expect(hub.client.exportLog({ id })).rejects.toMatchObject({ code: "hub/no-such-log" });
    expect((await hub.client.listFlights()).totals.flights).toBe(0);
    const { entries } = await hub.client.listEvidence({ limit: 1000 });
    expect(entries.filter(({ state }) => state === "shredded").length).toBeGreaterThanOrEqual(2);
    expect(await hub.client.verifyEvidence()).toMatchObject({ ok: true, findings: [] });
    await hub.hub.close();
    const second = await startHub({ folder: hub.folder });
    await second.client.unlock({ passphrase: testPassphrase });
    await second.hub.installation.caughtUp();
    expect((await second.client.listFlights()).totals.flights).toBe(0);
    expect(await takeIn(second, field)).toMatchObject({ outcome: "taken-in", log });
  });
});

test("a rebuild makes the same flights again, with what people wrote on them", async () => {
  const hub = await startOpenHub();
  for (const log of sampleLogs()) await takeIn(hub, log);
  const before = (await hub.client.listFlights()).flights;
  await hub.client.editFlights({ flights: [before[0]?.id ?? ""], set: { name: "The best one" } });
  const steps = await Array.fromAsync(hub.client.rebuild());
  expect(steps.at(-1)).toEqual({ done: 5, of: 5, failed: 0 });
  const after = (await hub.client.listFlights()).flights;
  expect(after).toEqual(
    before.map((row, at) => (at === 0 ? { ...row, name: "The best one" } : row)),
  );
  const columns = await hub.client.getColumns({ id: after[0]?.id ?? "" });
  expect(columns.status).toBe(200);
});

test("whoever follows is told that something changed", async () => {
  const hub = await startOpenHub();
  const stopFollowing = new AbortController();
  const changes = hub.client.follow({}, { signal: stopFollowing.signal })[Symbol.asyncIterator]();
  const before = (await changes.next()).value.flights;
  await takeIn(hub, field);
  let now = before;
  while (now === before) now = (await changes.next()).value.flights;
  expect(now).toBeGreaterThan(before);
  stopFollowing.abort();
  await changes.return?.().catch(() => undefined);
});

test("facts are followed as they come", async () => {
  const hub = await startOpenHub();
  const stopFollowing = new AbortController();
  const { signal } = stopFollowing;
  const following = hub.client.followEvidence({}, { signal })[Symbol.asyncIterator]();
  const isFollowed = vi.spyOn(hub.hub.installation.unlocked.evidence, "subscribe");
  const next = following.next();
  await vi.waitFor(() => expect(isFollowed).toHaveBeenCalled(), 50_000);
  await takeIn(hub, field);
  expect((await next).value).toMatchObject({ state: "open", fact: { kind: "sealed" } });
  stopFollowing.abort();
  await following.return?.().catch(() => undefined);
});

test("a fact's proof verifies without the hub", async () => {
  const { verifyProof, anywherePrimitives } = await import("@homepoint/evidence");
  const hub = await startOpenHub();
  await takeIn(hub, field);
  const { entries } = await hub.client.listEvidence({ limit: 1000 });
  const sealed = entries.find(({ fact }) => fact?.kind === "sealed");
  const proof = await hub.client.getProof({ index: sealed?.index ?? -1 });
  const { verifierKey } = await hub.client.getCheckpoint();
  const result = verifyProof(proof as never, [verifierKey], anywherePrimitives);
  expect(result).toMatchObject({ ok: true, shown: { kind: "sealed", size: field.bytes.length } });
});

test("the mode is Local Data Mode, without grants", async () => {
  const { client } = await startOpenHub();
  const { policy, description } = await client.getMode();
  expect(policy).toMatchObject({ mode: "local-data", grants: [] });
  expect(description).toMatchObject({ mode: "local-data", lock: "open" });
});

test("the interface describes itself", async () => {
  const { client } = await startHub();
  expect(await client.openApi()).toMatchObject({ openapi: "3.1.0", info: { version: "1.2.3" } });
});
