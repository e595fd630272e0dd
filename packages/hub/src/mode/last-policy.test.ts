import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { readPolicy, writePolicy, type Policy } from "@homepoint/policy";
import { startHub, startOpenHub, testPassphrase, type TestHub } from "../testing/test-hub.ts";

let hub: TestHub | undefined;
afterEach(async () => {
  await hub?.hub.close();
  hub = undefined;
});

/** Starts a hub whose policy file was edited while it stood still. */
async function startEdited(change: Partial<Policy>): Promise<TestHub> {
  const { folder, hub: first } = hub ?? (await startOpenHub());
  await first.close();
  const path = join(folder, "policy.json");
  const { policy } = readPolicy(await readFile(path), { existing: true });
  await writeFile(path, writePolicy({ ...policy, ...change }));
  hub = await startHub({ folder });
  await hub.client.unlock({ passphrase: testPassphrase });
  return hub;
}

async function found({ client }: TestHub) {
  const { entries } = await client.listEvidence({ limit: 1000 });
  const facts = entries.map(({ fact }) => fact).filter((fact) => fact?.kind === "policy-found");
  return facts.map((fact) => fact?.["found"]);
}

const warnings = async ({ client }: TestHub) =>
  (await client.status()).warnings.map(({ code }) => code);

test("a policy made laxer by hand is not in force: offline, a warning and a fact", async () => {
  const edited = await startEdited({ mode: "restricted" });
  expect((await edited.client.getMode()).policy).toMatchObject({ mode: "offline" });
  expect(await warnings(edited)).toContain("policy-laxer");
  expect(await found(edited)).toEqual(["laxer"]);
});

test("so is one that lets someone take away again what it had reserved", async () => {
  const reserved = await startEdited({ handovers: { download: ["owner"] } });
  expect(await warnings(reserved)).toEqual([]);
  const edited = await startEdited({ handovers: { download: ["owner", "pilot"] } });
  expect(await warnings(edited)).toContain("policy-laxer");
});

test("a policy made stricter by hand is in force, and what it was is laxer from then on", async () => {
  const edited = await startEdited({ mode: "offline" });
  expect(await found(edited)).toEqual([]);
  expect((await edited.client.getMode()).policy).toMatchObject({ mode: "offline" });
  const back = await startEdited({ mode: "local-data" });
  expect((await back.client.getMode()).policy).toMatchObject({ mode: "offline" });
  expect(await found(back)).toEqual(["laxer"]);
});

test("a policy put back as it was is in force again", async () => {
  await startEdited({ mode: "restricted" });
  const back = await startEdited({ mode: "local-data" });
  expect((await back.client.getMode()).policy).toMatchObject({ mode: "local-data" });
  expect(await warnings(back)).toEqual([]);
});
