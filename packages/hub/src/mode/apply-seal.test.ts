import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatVerifierKey } from "@homepoint/evidence";
import { writePolicy, type Policy } from "@homepoint/policy";
import { describe, expect, test } from "vitest";
import {
  applySealed,
  holders,
  newSealedFolder,
  policyIn,
  sealedFor,
  sign,
  successors,
  testSeal,
} from "../testing/sealed-hub.ts";
import {
  closeHubsAfterEach,
  copyOf,
  startHub,
  startOpenHub,
  testPassphrase,
} from "../testing/test-hub.ts";
import type { TestHub } from "../testing/test-hub.ts";

closeHubsAfterEach();

async function unlocked(folder: string, version = "1.2.3"): Promise<TestHub> {
  const hub = await startHub({ folder, version });
  await hub.client.unlock({ passphrase: testPassphrase });
  return hub;
}

const { ann, ben } = holders;
const code = (code: string) => expect.objectContaining({ code });
const refusedFor = (why: RegExp) =>
  expect.objectContaining({ code: "hub/seal-refused", message: expect.stringMatching(why) });

/** The next sealed policy: restricted, and signed by two, unless told otherwise. */
async function next(folder: string, change: Partial<Policy> = {}, counter = 2) {
  const seal = { ...testSeal, counter };
  return sealedFor(folder, { mode: "restricted", seal, ...change });
}

test("what was sealed is in force after the start, and the facts say who signed it", async () => {
  const { client } = await unlocked(await newSealedFolder());
  expect(await client.getMode()).toMatchObject({
    found: "read",
    policy: { lock: "sealed", mode: "local-data", seal: { counter: 1 } },
  });
  const { entries } = await client.listEvidence({ limit: 100 });
  const facts = entries.map(({ fact }) => fact);
  expect(facts.find((fact) => fact?.kind === "policy-changed")).toMatchObject({
    why: "sealed policy 1, signed by ann, ben",
    outcome: "done",
  });
});

test("enough of those who may sign relax it, while it stands still", async () => {
  const folder = await newSealedFolder();
  await applySealed(folder, sign(await next(folder), ann, ben));
  const { client } = await unlocked(folder);
  expect(await client.getMode()).toMatchObject({ found: "read", policy: { mode: "restricted" } });
});

test("a hub that anyone can reach applies none", async () => {
  const folder = await newSealedFolder();
  const { hub } = await unlocked(folder);
  const note = sign(await next(folder), ann, ben);
  await expect(hub.applySeal(note)).rejects.toEqual(code("hub/seal-while-running"));
});

describe("a sealed policy is not taken", () => {
  test("with too few signatures, and that is on record", async () => {
    const folder = await newSealedFolder();
    const note = sign(await next(folder), ann);
    await expect(applySealed(folder, note)).rejects.toEqual(refusedFor(/too few/));
    const { client } = await unlocked(folder);
    expect(await client.getMode()).toMatchObject({ policy: { mode: "local-data" } });
    const { entries } = await client.listEvidence({ limit: 100 });
    expect(entries.some(({ fact }) => fact?.kind === "seal-refused")).toBe(true);
  });

  test("signed by keys that it brings along itself", async () => {
    const folder = await newSealedFolder();
    const mallory = successors.cas;
    const seal = { ...testSeal, counter: 2, threshold: 1, successors: [] };
    const own = await next(folder, { seal: { ...seal, keys: [formatVerifierKey(mallory)] } });
    await expect(applySealed(folder, sign(own, mallory))).rejects.toEqual(refusedFor(/too few/));
  });

  test("with a counter that was in force before", async () => {
    const folder = await newSealedFolder();
    const first = await readFile(join(folder, "policy.note"));
    await applySealed(folder, sign(await next(folder, {}, 5), ann, ben));
    await expect(applySealed(folder, first)).rejects.toEqual(refusedFor(/was in force already/));
    const between = sign(await next(folder, {}, 4), ann, ben);
    await expect(applySealed(folder, between)).rejects.toEqual(refusedFor(/in force already/));
  });

  test.each([
    ["for another installation", { installationId: "there" }, /another installation/],
    ["for another version", { seal: { ...testSeal, counter: 2, versions: ["9"] } }, /version/],
  ])("%s", async (_, change, why) => {
    const folder = await newSealedFolder();
    const note = sign(await next(folder, change), ann, ben);
    await expect(applySealed(folder, note)).rejects.toEqual(refusedFor(why));
  });

  test("as the first one, where it lets more pass than what a password locks", async () => {
    const { hub, folder, client } = await startOpenHub();
    await client.changeMode({ wish: { kind: "lock", password: "only the head knows" } });
    await hub.close();
    const lax = sign(await sealedFor(folder, { mode: "restricted" }), ann, ben);
    await expect(applySealed(folder, lax)).rejects.toEqual(refusedFor(/lets more pass/));
    await applySealed(folder, sign(await sealedFor(folder), ann, ben));
  });
});

describe("a lost key", () => {
  test("is replaced with the help of its successor, and signs no more", async () => {
    const folder = await newSealedFolder();
    const [, ...others] = testSeal.keys;
    const keys = [formatVerifierKey(successors.ann), ...others];
    const seal = { ...testSeal, counter: 2, keys, successors: [] };
    await applySealed(folder, sign(await next(folder, { seal }), successors.ann, ben));
    const later = await next(folder, { seal: { ...seal, counter: 3 } });
    await expect(applySealed(folder, sign(later, ann, ben))).rejects.toEqual(refusedFor(/too few/));
    await applySealed(folder, sign(later, successors.ann, ben));
  });

  test("and its successor count once together", async () => {
    const folder = await newSealedFolder();
    const note = sign(await next(folder), ann, successors.ann);
    await expect(applySealed(folder, note)).rejects.toEqual(refusedFor(/too few/));
  });
});

describe("a file that was changed while it stood still", () => {
  const found = async (folder: string, version?: string) => {
    const { client } = await unlocked(folder, version);
    return client.getMode();
  };
  const offline = { mode: "offline", grants: [], lock: "sealed" };

  test.each<[string, (policy: Policy) => Policy]>([
    ["the lock taken off", (policy) => ({ ...policy, lock: "open" })],
    ["another mode", (policy) => ({ ...policy, mode: "restricted" })],
    [
      "other keys",
      (policy) => ({
        ...policy,
        seal: { ...testSeal, keys: ["x+1+y"], threshold: 1, successors: [] },
      }),
    ],
    ["fewer signatures", (policy) => ({ ...policy, seal: { ...testSeal, threshold: 1 } })],
    ["more versions", (policy) => ({ ...policy, seal: { ...testSeal, versions: ["1.2.3", "2"] } })],
    ["a higher counter", (policy) => ({ ...policy, seal: { ...testSeal, counter: 9 } })],
    ["more to take away", (policy) => ({ ...policy, handovers: { release: ["owner"] } })],
  ])("%s: offline, sealed", async (_, edit) => {
    const folder = await newSealedFolder();
    const { seal, ...edited } = edit(await policyIn(folder));
    const bytes = writePolicy({
      ...edited,
      counter: 99,
      ...(seal && edited.lock === "sealed" ? { seal } : {}),
    });
    await writeFile(join(folder, "policy.json"), bytes);
    expect(await found(folder)).toMatchObject({ found: "laxer", policy: offline });
  });

  test("an older sealed policy put back, file, rows and note: offline, by the floor in keys.age", async () => {
    const folder = await newSealedFolder();
    const before = await copyOf(folder);
    await applySealed(folder, sign(await next(folder, { mode: "offline" }), ann, ben));
    for (const name of ["policy.json", "policy.note", "state.db"])
      await writeFile(join(folder, name), await readFile(join(before, name)));
    await rm(join(folder, "state.db-wal"), { force: true });
    expect(await found(folder)).toMatchObject({ found: "older", policy: offline });
  });

  test("the file gone: offline, sealed, until the same sealed policy is applied again", async () => {
    const folder = await newSealedFolder();
    const note = await readFile(join(folder, "policy.note"));
    await rm(join(folder, "policy.json"));
    const { client, hub } = await unlocked(folder);
    expect(await client.getMode()).toMatchObject({ found: "missing", policy: offline });
    await hub.close();
    await applySealed(folder, note);
    expect(await found(folder)).toMatchObject({ found: "read", policy: { mode: "local-data" } });
  });

  test("applying it again undoes no tightening", async () => {
    const folder = await newSealedFolder();
    const note = await readFile(join(folder, "policy.note"));
    const { client, hub } = await unlocked(folder);
    await client.changeMode({ wish: { kind: "set-mode", mode: "offline" } });
    await hub.close();
    await expect(applySealed(folder, note)).rejects.toEqual(refusedFor(/in force already/));
    await rm(join(folder, "policy.json"));
    await applySealed(folder, note);
    expect(await found(folder)).toMatchObject({ found: "read", policy: { mode: "offline" } });
  });

  test("a newer Homepoint that nobody approved: offline, sealed", async () => {
    const folder = await newSealedFolder();
    expect(await found(folder, "1.3.0")).toMatchObject({ found: "not-approved", policy: offline });
  });

  test("a sealed policy that nobody applied here takes no one's installation from them", async () => {
    const { hub, folder } = await startOpenHub();
    await hub.close();
    await writeFile(
      join(folder, "policy.json"),
      writePolicy(await sealedFor(folder, { counter: 9 })),
    );
    expect(await found(folder)).toMatchObject({ found: "foreign", policy: { lock: "open" } });
  });
});

test("downloads, backups and key files are left to those whom it names", async () => {
  const folder = await newSealedFolder();
  await applySealed(folder, sign(await next(folder, { handovers: {} }), ann, ben));
  const { client } = await unlocked(folder);
  await expect(client.makeBackup({})).rejects.toEqual(code("hub/handover-refused"));
  await expect(client.makeKeyFile({ passphrase: testPassphrase })).rejects.toEqual(
    code("hub/handover-refused"),
  );
});
