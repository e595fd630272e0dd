import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { utf8 } from "@homepoint/base";
import {
  keyEndpoint,
  readRequestFile,
  requestBody,
  writeAnswer,
  writeAnswerHead,
  type RequestFile,
} from "@homepoint/flight";
import { decide, defaultPolicy, hubSubject } from "@homepoint/policy";
import { createClient, type Client } from "@homepoint/sdk";
import { chainsJson, writeUlge, type MadeChain } from "@homepoint/testdata";
import { sealWhole, X25519Identity, X25519Recipient } from "@homepoint/vault";
import { nodePrimitives } from "@homepoint/vault/node";
import { lockedLogs } from "../testing/locked-logs.ts";
import { sampleLogs } from "../testing/made-logs.ts";
import {
  closeHubsAfterEach,
  copyOf,
  program,
  startHub,
  startOpenHub,
  testPassphrase,
  wipe,
  type TestHub,
} from "../testing/test-hub.ts";

closeHubsAfterEach();
afterEach(() => void vi.restoreAllMocks());

const made = lockedLogs(3);
const [first, second] = made;
if (!first || !second) throw new Error("there are no logs");
const unlockedOf = ({ hub }: TestHub) => hub.installation.unlocked;

/** By the beginning of a sealed key, the chains of its log. */
const chainsBySealed = new Map(
  made.map(({ chains }) => [Buffer.from(chains[0]?.[0]?.sealed ?? []).toString("base64"), chains]),
);

let hub: TestHub;
/** Ids of the made logs, in their order. */
let ids: string[];

beforeEach(async () => {
  hub = await startOpenHub();
  ids = [];
  for (const { name, bytes } of made)
    ids.push((await hub.client.takeIn({ name, bytes: bytes.slice() })).log ?? "");
});

async function request(client: Client, logs?: string[]): Promise<RequestFile> {
  return readRequestFile(await (await client.requestLogKeys(logs ? { logs } : {})).text());
}

type Change = (chains: readonly MadeChain[]) => readonly MadeChain[];

/** What a connected machine makes of a request file. */
async function answer(file: RequestFile, change: Change = (chains) => chains): Promise<string> {
  const recipients = [X25519Recipient.parse(file.recipient, nodePrimitives)];
  const lines = [writeAnswerHead(file.recipient)];
  for (const { ticket, request } of file.requests) {
    const chains = chainsBySealed.get(request.keychainsArray[0]?.[0]?.aesCiphertext ?? "") ?? [];
    const bytes = utf8(chainsJson(change(chains)));
    lines.push(
      writeAnswer({
        ticket,
        sealed: await sealWhole({ bytes, recipients, primitives: nodePrimitives }),
      }),
    );
  }
  return lines.join("");
}

const add = async ({ client }: TestHub, text: string, name = "") =>
  (await Array.fromAsync(client.addLogKeys({ name, bytes: text }))).at(-1);

const firstHalf: Change = (chains) =>
  chains.map((chain) => chain.filter(({ featurePoint }) => featurePoint < 7));
const wrong: Change = (chains) =>
  chains.map((chain) => chain.map((key) => ({ ...key, key: key.key.map((byte) => byte ^ 1) })));

const waitingOf = async ({ client }: TestHub) => (await client.listLogKeys()).waiting;
const lockedFlights = async ({ client }: TestHub) =>
  (await client.listFlights({ needsKeys: "true" })).totals.flights;
const factsOf = async ({ client }: TestHub) =>
  (await client.listEvidence({ limit: 1000 })).entries.flatMap(({ fact }) => fact ?? []);

async function unlock(other: TestHub): Promise<void> {
  await other.client.unlock({ passphrase: testPassphrase });
  await other.hub.installation.caughtUp();
}

describe("what waits", () => {
  test("is every locked log whose keys can be had, the latest flight first", async () => {
    const [clear] = sampleLogs();
    await hub.client.takeIn({ name: "clear.txt", bytes: clear?.bytes as never });
    const ulge = writeUlge(utf8("content")) as Uint8Array<ArrayBuffer>;
    await hub.client.takeIn({ name: "flight.ulge", bytes: ulge });
    const { waiting, closed, mayAsk, endpoint } = await hub.client.listLogKeys();
    expect(waiting.map(({ log }) => log)).toEqual(ids.toReversed());
    expect(waiting.at(-1)).toMatchObject({
      name: first.name,
      flight: { id: ids[0], aircraft: { model: "Mini 4 Pro" } },
      formatVersion: 14,
      keys: 12,
      asked: null,
      hasSome: false,
    });
    expect(waiting[1]).toMatchObject({ keys: 24 });
    expect({ closed, mayAsk, endpoint }).toEqual({
      closed: 1,
      mayAsk: true,
      endpoint: keyEndpoint,
    });
  });

  test("is found again where all that was derived is gone", async () => {
    await unlockedOf(hub).vault.dropDerived();
    expect(await waitingOf(hub)).toHaveLength(3);
  });

  test("what would leave is shown, byte for byte, to who may ask, and stays here", async () => {
    const [log = ""] = ids;
    const shown = await hub.client.showKeyRequest({ log });
    const { requests } = await request(hub.client, [log]);
    expect(requests[0] && requestBody(requests[0].request)).toBe(shown.body);
    expect((await waitingOf(hub)).find((each) => each.log === log)?.bytes).toBe(shown.body.length);
    await expect(hub.client.showKeyRequest({ log: "ab".repeat(32) })).rejects.toMatchObject({
      code: "hub/no-such-log",
    });
  });

  test("asks a host that the policy knows, and lets nothing here go to", () => {
    const { hostname: host } = new URL(keyEndpoint);
    const attempt = {
      kind: "connection",
      direction: "out",
      subject: hubSubject,
      host,
      port: 443,
      protocol: "tcp",
      service: "log-keys",
    } as const;
    const moment = { at: "2026-01-01T00:00:00Z", runningSeconds: 0 };
    expect(decide(defaultPolicy, attempt, moment)).toMatchObject({
      allowed: false,
      service: "log-keys",
    });
  });
});

describe("asking", () => {
  test("gives a file of all that waits, which tells nothing of the logs", async () => {
    const file = await request(hub.client);
    expect(file.recipient).toBe(`${unlockedOf(hub).vault.recipients.vault}`);
    expect(file.requests).toHaveLength(3);
    const text = JSON.stringify(file);
    for (const told of [...ids, ...made.map(({ name }) => name), "Goldcrest", "MADE", "Ada"])
      expect(text).not.toContain(told);
  });

  test("is on record before the first byte, with the logs it asks for, and again how it ended", async () => {
    await request(hub.client);
    const [ended, intent] = await factsOf(hub);
    expect(ended).toMatchObject({ kind: "handed-over", handover: "key-request", outcome: "done" });
    expect(intent).toMatchObject({ kind: "handing-over", handover: "key-request" });
    expect(new Set((intent as unknown as { objects: string[] }).objects)).toEqual(new Set(ids));
  });

  test("is not done twice, unless for logs that are named, and then under other tickets", async () => {
    const before = await request(hub.client);
    expect((await waitingOf(hub))[0]).toMatchObject({ asked: { by: "Owner", isOver: false } });
    await expect(request(hub.client)).rejects.toMatchObject({ code: "hub/nothing-to-ask" });
    const again = await request(hub.client, ids);
    const tickets = [...before.requests, ...again.requests].map(({ ticket }) => ticket);
    expect(new Set(tickets).size).toBe(6);
  });

  test("is done again once a request is over", async () => {
    const clock = { now: new Date("2026-01-01T00:00:00Z") };
    const later = await startOpenHub({ clock: () => clock.now });
    await later.client.takeIn({ name: first.name, bytes: first.bytes.slice() });
    const { until } = await request(later.client);
    expect(until).toBe("2026-01-31T00:00:00.000Z");
    clock.now = new Date(until);
    await later.client.unlock({ passphrase: testPassphrase }); // the session is over as well
    expect((await waitingOf(later))[0]).toMatchObject({ asked: { isOver: true } });
    expect((await request(later.client)).requests).toHaveLength(1);
  });

  test("that the policy refuses leaves no ticket, and is on record", async () => {
    const { policy } = unlockedOf(hub);
    const narrowed = { ...defaultPolicy, handovers: { "key-request": [] } };
    vi.spyOn(policy, "policy", "get").mockReturnValue(narrowed);
    await expect(request(hub.client)).rejects.toMatchObject({ code: "hub/handover-refused" });
    const shown = hub.client.showKeyRequest({ log: ids[0] ?? "" });
    await expect(shown).rejects.toMatchObject({ code: "hub/handover-refused" });
    expect(await hub.client.listLogKeys()).toMatchObject({ mayAsk: false });
    expect((await waitingOf(hub)).every(({ asked }) => asked === null)).toBe(true);
    expect((await factsOf(hub))[0]).toMatchObject({
      kind: "handover-refused",
      handover: "key-request",
    });
  });

  test.each([
    ["manager", "allowed"],
    ["pilot", "refused"],
    ["auditor", "refused"],
  ] as const)("as %s is %s", async (role, expected) => {
    const { token } = await hub.client.makeToken({ name: role, role, scope: "all" });
    const client = createClient(program(hub.url, token));
    const asked = request(client);
    if (expected === "allowed") expect((await asked).requests).toHaveLength(3);
    else await expect(asked).rejects.toMatchObject({ code: "api/not-allowed" });
    const { mayAsk } = await client.listLogKeys();
    expect(mayAsk).toBe(expected === "allowed");
  });

  test("that breaks off before the file was taken counts as not done", async () => {
    const { logKeys } = unlockedOf(hub);
    for await (const _ of logKeys.writeRequests(ids, "Owner")) break;
    expect((await waitingOf(hub)).every(({ asked }) => asked === null)).toBe(true);
  });
});

describe("answers", () => {
  test("open their logs: charts, exports, list and count follow, live", async () => {
    const [log = ""] = ids;
    const before = unlockedOf(hub).changes.counts;
    const columns = await hub.client.getColumns({ id: log });
    await columns.body?.cancel();
    const told = await add(hub, await answer(await request(hub.client)));
    expect(told).toMatchObject({ done: 3, of: 3, opened: 3, partly: 0, unfit: 0, unknown: 0 });
    expect(await waitingOf(hub)).toEqual([]);
    expect(await lockedFlights(hub)).toBe(0);
    expect((await hub.client.listLogs({ reading: "read" })).total).toBe(3);
    const csv = await (await hub.client.exportFlight({ id: log, format: "csv" })).text();
    expect(csv.split("\n").length).toBeGreaterThan(100);
    expect((await hub.client.listFlights()).flights[0]?.takeoff).not.toBeNull();
    expect(unlockedOf(hub).changes.counts.flights).toBeGreaterThan(before.flights);
    const added = (await factsOf(hub)).filter(({ kind }) => kind === "keys-added");
    expect(added.map(({ object }) => object).sort()).toEqual(ids.toSorted());
    expect(added).toContainEqual(expect.objectContaining({ by: "Owner", object: log, keys: 12 }));
  });

  test("are brought twice without harm", async () => {
    const answers = await answer(await request(hub.client));
    await add(hub, answers);
    expect(await add(hub, answers)).toMatchObject({ opened: 0, known: 3 });
    expect((await factsOf(hub)).filter(({ kind }) => kind === "keys-added")).toHaveLength(3);
  });

  test("with half of the keys open half, and the rest can be asked for and added", async () => {
    const file = await request(hub.client);
    expect(await add(hub, await answer(file, firstHalf))).toMatchObject({ partly: 3, opened: 0 });
    expect(await waitingOf(hub)).toMatchObject([{ hasSome: true }, {}, {}]);
    expect((await hub.client.listFlights()).flights[0]?.takeoff).not.toBeNull();
    expect(await add(hub, await answer(file))).toMatchObject({ partly: 0, opened: 3 });
  });

  test("with keys that open nothing are not kept, and the logs wait as before", async () => {
    const file = await request(hub.client);
    expect(await add(hub, await answer(file, wrong))).toMatchObject({ unfit: 3, opened: 0 });
    expect(await unlockedOf(hub).vault.hasDerived("keys", ids[0] ?? "")).toBe(false);
    expect(await waitingOf(hub)).toHaveLength(3);
    expect(await add(hub, await answer(file))).toMatchObject({ opened: 3 });
  });

  test("that broke off on their way give all that is whole", async () => {
    const text = await answer(await request(hub.client));
    const cut = text.slice(0, text.length - 100);
    expect(await add(hub, cut)).toMatchObject({ of: 2, opened: 2, damaged: 1 });
    const spoilt = text.replace(/("sealed":".{200})..../, "$1AAAA");
    expect(await add(hub, spoilt)).toMatchObject({ of: 3, damaged: 1 });
  });

  test("to tickets that nobody here issued are counted, and change nothing", async () => {
    const file = await request(hub.client);
    const requests = file.requests.map((each, at) => ({ ...each, ticket: `${at}`.repeat(32) }));
    expect(await add(hub, await answer({ ...file, requests }))).toMatchObject({ unknown: 3 });
    expect(await waitingOf(hub)).toHaveLength(3);
  });

  test("for another vault are refused in a sentence, and so is what is no answer", async () => {
    const other = X25519Identity.create(nodePrimitives).recipient;
    const file = { ...(await request(hub.client)), recipient: `${other}` };
    await expect(add(hub, await answer(file))).rejects.toMatchObject({
      code: "hub/answers-for-another",
    });
    for (const [text, code] of [
      ["what is this", "flight/unreadable-keys"],
      ['{"homepointKeyAnswers":2}', "flight/unreadable-answers"],
      ["", "flight/unreadable-keys"],
    ] as const)
      await expect(add(hub, text)).rejects.toMatchObject({ code });
  });

  test("for a log that was shredded meanwhile are of no use, and bring nothing back", async () => {
    const answers = await answer(await request(hub.client));
    await hub.client.shredLog({ id: ids[0] ?? "" });
    expect(await add(hub, answers)).toMatchObject({ opened: 2, unknown: 1 });
    expect((await hub.client.listLogs()).total).toBe(2);
  });
});

test("a log whose original is damaged keeps no answer from the others", async () => {
  const answers = await answer(await request(hub.client));
  await wipe(hub, ids[0] ?? "");
  expect(await add(hub, answers)).toMatchObject({ done: 3, opened: 2, unfit: 1 });
});

test("a log that is shredded while its keys are tried keeps no answer from the others", async () => {
  const answers = await answer(await request(hub.client), wrong);
  const { pool } = unlockedOf(hub);
  const read = pool.read.bind(pool);
  vi.spyOn(pool, "read").mockImplementationOnce(async (asked) => {
    const answered = await read(asked);
    const at = made.findIndex(({ name }) => name === asked.name);
    await hub.client.shredLog({ id: ids[at] ?? "" });
    return answered;
  });
  expect(await add(hub, answers)).toMatchObject({ done: 3, unfit: 2, unknown: 1 });
});

describe("bare key chains, as dji-log-parser stores them", () => {
  test("find the log that they open among all that wait", async () => {
    expect(await add(hub, chainsJson(second.chains))).toMatchObject({ of: 1, opened: 1 });
    expect((await waitingOf(hub)).map(({ log }) => log)).toEqual([ids[2], ids[0]]);
  });

  test("are taken as the maker's server answered them, in a file called after the ticket", async () => {
    const [asked] = (await request(hub.client, [ids[1] ?? ""])).requests;
    const data = JSON.parse(chainsJson(second.chains)) as unknown;
    const text = JSON.stringify({ result: { code: 0, msg: "" }, data });
    expect(await add(hub, text, `${asked?.ticket}.json`)).toMatchObject({ opened: 1 });
  });

  test("that open none are not kept", async () => {
    expect(await add(hub, chainsJson(wrong(second.chains)))).toMatchObject({ unfit: 1, opened: 0 });
    expect(await waitingOf(hub)).toHaveLength(3);
  });
});

describe("kept keys", () => {
  const opened = async ({ client }: TestHub) =>
    (await client.listFlights({ needsKeys: "false" })).totals.flights;

  test("open their logs again after a rebuild and after all that can be made again was dropped", async () => {
    await add(hub, await answer(await request(hub.client)));
    await Array.fromAsync(hub.client.rebuild());
    expect(await opened(hub)).toBe(3);
    await unlockedOf(hub).vault.dropDerived();
    expect((await hub.client.getColumns({ id: ids[0] ?? "" })).ok).toBe(true);
    expect(await opened(hub)).toBe(3);
  });

  test("are in a backup, and nobody has to be asked again", async () => {
    await add(hub, await answer(await request(hub.client, ids.slice(0, 2))));
    const file = new Uint8Array(await (await hub.client.makeBackup({})).arrayBuffer());
    const fresh = await startHub();
    await fresh.client.restore({ bytes: file });
    await unlock(fresh);
    expect(await opened(fresh)).toBe(2);
    expect((await waitingOf(fresh)).map(({ log }) => log)).toEqual([ids[2]]);
  });

  test("go with their log when it is shredded, and so does what the evidence says of them", async () => {
    const [id = ""] = ids;
    await add(hub, await answer(await request(hub.client)));
    await hub.client.shredLog({ id });
    const { vault, tables } = unlockedOf(hub);
    expect(await vault.hasDerived("keys", id)).toBe(false);
    expect((await tables.state.keyTickets.all()).map(({ body }) => body.log)).not.toContain(id);
    const telling = (await factsOf(hub)).filter((fact) => JSON.stringify(fact).includes(id));
    expect(telling.every(({ kind }) => kind.startsWith("shred"))).toBe(true);
  });

  test("that are damaged leave their log locked, to be asked for again", async () => {
    await add(hub, await answer(await request(hub.client)));
    const { vault } = unlockedOf(hub);
    const [id = ""] = ids;
    await vault.sealDerived({ id, kind: "keys", bytes: utf8("no keys") });
    await Array.fromAsync(hub.client.rebuild());
    expect((await waitingOf(hub)).map(({ log }) => log)).toEqual([id]);
    expect((await request(hub.client, [id])).requests).toHaveLength(1);
  });
});

test("a log whose keys are damaged is shown locked, once it has to be read again", async () => {
  await add(hub, await answer(await request(hub.client)));
  const { vault } = unlockedOf(hub);
  const [id = ""] = ids;
  await vault.sealDerived({ id, kind: "keys", bytes: utf8("no keys") });
  await vault.dropDerived();
  expect((await hub.client.getColumns({ id })).ok).toBe(true);
  expect((await waitingOf(hub)).map(({ log }) => log)).toEqual([id]);
});

test("a reading that began before the keys came does not lock the log again", async () => {
  const answers = await answer(await request(hub.client));
  const { pool, takeIn } = unlockedOf(hub);
  const [id = ""] = ids;
  const read = pool.read.bind(pool);
  const isAdded = Promise.withResolvers<undefined>();
  vi.spyOn(pool, "read").mockImplementationOnce(async (request) => {
    const without = await read(request);
    await isAdded.promise;
    return without;
  });
  const slow = takeIn.readLog(id);
  await vi.waitFor(() => expect(pool.read).toHaveBeenCalled(), 50_000);
  await add(hub, answers);
  isAdded.resolve(undefined);
  expect(await slow).toMatchObject({ reading: "read" });
  expect(await lockedFlights(hub)).toBe(0);
});

describe("a power cut while answers are added", () => {
  /** Copies the folder right before or after a step, once. */
  async function cutAt(step: "seal" | "fact" | "read", when: "before" | "after") {
    const { vault, evidence, takeIn } = unlockedOf(hub);
    let folder = "";
    const cut = async () => void (folder ||= await copyOf(hub.folder));
    const around =
      <Arguments extends unknown[], Result>(
        work: (...given: Arguments) => Promise<Result>,
        isIt: (...given: Arguments) => boolean,
      ) =>
      async (...given: Arguments) => {
        if (isIt(...given) && when === "before") await cut();
        const result = await work(...given);
        if (isIt(...given) && when === "after") await cut();
        return result;
      };
    const [seal, append, read] = [vault.sealDerived, evidence.append, takeIn.readLog];
    if (step === "seal")
      vi.spyOn(vault, "sealDerived").mockImplementation(
        around(seal.bind(vault), ({ kind }) => kind === "keys"),
      );
    if (step === "fact")
      vi.spyOn(evidence, "append").mockImplementation(
        around(append.bind(evidence), ({ kind }) => kind === "keys-added"),
      );
    if (step === "read")
      vi.spyOn(takeIn, "readLog").mockImplementation(
        around(read.bind(takeIn), (_id: string) => true),
      );
    return () => folder;
  }

  test.each([
    ["seal", "before", 0],
    ["seal", "after", 1],
    ["fact", "before", 1],
    ["fact", "after", 1],
    ["read", "before", 1],
    ["read", "after", 1],
  ] as const)("(%s, %s) loses no log and no key that was sealed", async (step, when, open) => {
    const answers = await answer(await request(hub.client));
    const folder = await cutAt(step, when);
    await add(hub, answers);
    const again = await startHub({ folder: folder() });
    await unlock(again);
    expect(await lockedFlights(again)).toBe(3 - open);
    const added = (await factsOf(again)).filter(({ kind }) => kind === "keys-added");
    expect(new Set(added.map(({ object }) => object)).size).toBe(open);
    const told = await add(again, answers);
    expect((told?.opened ?? 0) + (told?.known ?? 0)).toBe(3);
    expect(await lockedFlights(again)).toBe(0);
    expect(await again.client.verifyEvidence()).toMatchObject({ ok: true });
  });
});

test("keys that do not reach the disk are not said to be here, and the next try works", async () => {
  const answers = await answer(await request(hub.client));
  const { vault } = unlockedOf(hub);
  vi.spyOn(vault, "sealDerived").mockRejectedValueOnce(new Error("the disk failed"));
  await expect(add(hub, answers)).rejects.toThrow();
  expect(await waitingOf(hub)).toHaveLength(3);
  expect(await add(hub, answers)).toMatchObject({ opened: 3 });
});
