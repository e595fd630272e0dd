import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient, type Client } from "@homepoint/sdk";
import { defaultPolicy, readPolicy, type Policy } from "@homepoint/policy";
import { expect, test } from "vitest";
import {
  closeHubsAfterEach,
  copyOf,
  program,
  startHub,
  startOpenHub,
  testPassphrase,
} from "../testing/test-hub.ts";

closeHubsAfterEach();

const start = Date.parse("2026-06-01T09:00:00Z");
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();

/** A hub whose clock the test sets, in minutes since nine. */
async function startAtNine() {
  const clock = { minutes: 0 };
  const hub = await startOpenHub({ clock: () => new Date(at(clock.minutes)) });
  return { ...hub, clock };
}

const tablet = { kind: "client", id: "tablet" } as const;
const restricted = { kind: "set-mode", mode: "restricted" } as const;
const offline = { kind: "set-mode", mode: "offline" } as const;
const maps = { kind: "grant", service: "maps", subject: tablet, until: at(60) } as const;

const policyOf = async (client: Client) => (await client.getMode()).policy as unknown as Policy;
const code = (code: string) => expect.objectContaining({ code });

async function facts(client: Client) {
  const { entries } = await client.listEvidence({ limit: 1000 });
  return entries
    .toReversed()
    .flatMap(({ fact }) => (fact?.kind.startsWith("policy-") ? [fact] : []));
}

test("a relaxing is on record before it acts and after, and a tightening once", async () => {
  const { client } = await startAtNine();
  await client.changeMode({ wish: maps, why: "survey" });
  await client.changeMode({ wish: offline });
  expect(await facts(client)).toMatchObject([
    { kind: "policy-changing", by: "Owner", wish: { kind: "grant" }, why: "survey" },
    { kind: "policy-changed", effect: "relaxes", outcome: "done", intent: expect.any(Number) },
    { kind: "policy-changed", effect: "tightens", outcome: "done", wish: offline },
  ]);
});

test("what was changed is in the file, and in force after a restart", async () => {
  const { client, folder, hub } = await startAtNine();
  await client.changeMode({ wish: restricted });
  const policy = await policyOf(client);
  expect(readPolicy(await readFile(join(folder, "policy.json")), { existing: true })).toEqual({
    policy,
    found: "read",
  });
  await hub.close();
  const again = await startHub({ folder });
  await again.client.unlock({ passphrase: testPassphrase });
  expect(await again.client.getMode()).toMatchObject({ found: "read", policy });
});

test("a pilot's token tightens, and does not relax", async () => {
  const { client, url } = await startAtNine();
  const { token } = await client.makeToken({ name: "rc", role: "pilot", scope: "all" });
  const pilot = createClient(program(url, token));
  await expect(pilot.changeMode({ wish: restricted })).rejects.toEqual(
    code("hub/not-for-this-role"),
  );
  expect(await pilot.changeMode({ wish: offline })).toMatchObject({ effect: "tightens" });
});

test("under a password nothing relaxes without it, everything with it, and tightening needs none", async () => {
  const { client } = await startAtNine();
  await client.changeMode({ wish: { kind: "lock", password: "only the head knows" } });
  await expect(client.changeMode({ wish: restricted })).rejects.toEqual(code("hub/policy-locked"));
  await expect(client.changeMode({ wish: restricted, password: "wrong" })).rejects.toEqual(
    code("hub/wrong-policy-password"),
  );
  await client.changeMode({ wish: offline });
  const unlock = { kind: "unlock" } as const;
  expect(await client.changeMode({ wish: unlock, password: "only the head knows" })).toMatchObject({
    effect: "relaxes",
    policy: { lock: "open", mode: "offline" },
  });
});

test("neither the page nor a fact tells what the password is checked with", async () => {
  const { client, folder } = await startAtNine();
  await client.changeMode({ wish: { kind: "lock", password: "only the head knows" } });
  const [, hash = ""] =
    /"password":"([^"]+)"/.exec(await readFile(join(folder, "policy.json"), "utf8")) ?? [];
  expect(hash).toMatch(/^scrypt\$/);
  const told = JSON.stringify([await client.getMode(), await facts(client)]);
  expect(told).not.toContain(hash);
  expect(told).not.toContain("only the head knows");
});

test("guessing the password becomes slow, on record, and keeps nobody from tightening", async () => {
  const { client } = await startAtNine();
  await client.changeMode({ wish: { kind: "lock", password: "only the head knows" } });
  for (let tries = 0; tries < 6; tries += 1)
    await client
      .changeMode({ wish: restricted, password: `guess ${tries}` })
      .catch(() => undefined);
  await expect(
    client.changeMode({ wish: restricted, password: "only the head knows" }),
  ).rejects.toEqual(code("api/too-many-tries"));
  expect((await facts(client)).filter((fact) => fact["because"] === "wrong-password")).not.toEqual(
    [],
  );
  await client.changeMode({ wish: offline });
});

test("a grant ends with its time, is taken out of the file, and no clock brings it back", async () => {
  const { client, hub, clock } = await startAtNine();
  await client.changeMode({ wish: maps });
  clock.minutes = 61;
  await hub.installation.unlocked.endings.look();
  expect((await policyOf(client)).grants).toEqual([]);
  clock.minutes = 30;
  expect((await policyOf(client)).grants).toEqual([]);
  expect((await facts(client)).at(-1)).toMatchObject({ wish: null, effect: "tightens", by: "hub" });
});

test("while the clock is behind the last fact timed grants are off, and none can be given", async () => {
  const { client, clock } = await startAtNine();
  await client.changeMode({ wish: maps });
  clock.minutes = -60;
  const { description } = await client.getMode();
  expect(description).toMatchObject({ clockBehind: true, grants: [{ state: "clock-behind" }] });
  await expect(client.changeMode({ wish: { ...maps, service: "time" } })).rejects.toEqual(
    code("hub/clock-behind"),
  );
});

test("everything passes for 24 hours at most, and only for named clients", async () => {
  const { client } = await startAtNine();
  const standard = (hours: number) => ({
    kind: "begin-standard" as const,
    clients: ["tablet"],
    until: at(hours * 60),
  });
  await expect(client.changeMode({ wish: standard(25) })).rejects.toEqual(code("hub/bad-change"));
  await client.changeMode({ wish: standard(24) });
  expect(await policyOf(client)).toMatchObject({ standard: { clients: ["tablet"] } });
});

test("a change that breaks off leaves either policy, and whichever it is is in force", async () => {
  const { client, folder, hub } = await startAtNine();
  await client.changeMode({ wish: maps });
  const before = await readFile(join(folder, "policy.json"));
  await client.changeMode({ wish: restricted });
  const after = await copyOf(folder);
  // As if the power went between the row and the file.
  const { policies } = hub.installation.unlocked.tables.state;
  const file = String(await readFile(join(folder, "policy.json")));
  await policies.put("in-force", { file, before: String(before) });
  const between = await copyOf(folder);
  await writeFile(join(between, "policy.json"), before);
  for (const [copy, mode] of [
    [after, "restricted"],
    [between, "local-data"],
  ] as const) {
    const again = await startHub({ folder: copy, clock: () => new Date(at(1)) });
    await again.client.unlock({ passphrase: testPassphrase });
    expect(await again.client.getMode()).toMatchObject({ found: "read", policy: { mode } });
  }
});

test("a policy that was lost is set again under its own lock", async () => {
  const { hub, folder } = await startAtNine();
  await hub.close();
  await rm(join(folder, "policy.json"));
  const again = await startHub({ folder });
  await again.client.unlock({ passphrase: testPassphrase });
  expect(await again.client.getMode()).toMatchObject({
    found: "missing",
    policy: { mode: "offline", lock: defaultPolicy.lock },
  });
  await again.client.changeMode({ wish: { kind: "set-mode", mode: "local-data" } });
  expect(await again.client.getMode()).toMatchObject({ found: "read" });
});

test("who changed it, and who tried to, is told from the facts", async () => {
  const { client } = await startAtNine();
  await client.changeMode({ wish: maps, why: "survey" });
  const rtk = { kind: "grant", service: "rtk", subject: tablet } as const;
  await client.changeMode({ wish: rtk, why: "please" }).catch(() => undefined);
  const { changes, isAll } = await client.listModeChanges();
  expect(isAll).toBe(true);
  expect(changes).toMatchObject([
    { what: "refused", because: "not-in-this-mode", why: "please", by: "Owner" },
    { what: "changed", effect: "relaxes", outcome: "done", why: "survey", mode: "local-data" },
  ]);
});

test("a refused try comes with the services that would let it pass, never with a host", async () => {
  const { client, hub } = await startAtNine();
  const { evidence } = hub.installation.present;
  const attempt = (host: string) =>
    ({
      kind: "connection",
      direction: "out",
      subject: tablet,
      host,
      port: 443,
      protocol: "tcp",
    }) as const;
  for (const host of ["api.mapbox.com", "api.mapbox.com", "vendor.example", "dev.dji.com"])
    await evidence.append({
      kind: "verdict",
      by: "gateway",
      attempt: attempt(host),
      verdict: { allowed: false, because: "not-granted", mode: "local-data" },
    });
  await evidence.append({
    kind: "verdicts-aggregated",
    by: "gateway",
    subject: tablet,
    target: "time.android.com",
    because: "not-granted",
    count: 70,
    from: at(0),
    until: at(1),
  });
  const { tries } = await client.listRefusedTries();
  expect(tries).toMatchObject([
    { host: "time.android.com", count: 70, services: ["time"], stays: null },
    { host: "dev.dji.com", services: [], stays: "not-in-this-mode" },
    { host: "vendor.example", services: [], stays: "nothing-known" },
    { host: "api.mapbox.com", count: 2, services: ["maps"], owner: "Mapbox" },
  ]);
});
