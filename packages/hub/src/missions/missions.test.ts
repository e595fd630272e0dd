import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readPolicy, type Policy, type PolicyDescription } from "@homepoint/policy";
import { createClient, type Client } from "@homepoint/sdk";
import { describe, expect, test } from "vitest";
import { newSealedFolder } from "../testing/sealed-hub.ts";
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
const code = (code: string) => expect.objectContaining({ code });

/** A hub whose clocks the test sets, in minutes since nine: the wall's, and the machine's own. */
async function startAtNine(parts: { readonly folder?: string } = {}) {
  const clock = { minutes: 0, up: 0 };
  const both = {
    clock: () => new Date(at(clock.minutes)),
    upMs: () => clock.up * 60_000,
  };
  const hub = parts.folder
    ? await startHub({ ...both, ...parts })
    : await startOpenHub({ ...both, ...parts });
  const pass = (minutes: number) => {
    clock.minutes += minutes;
    clock.up += minutes;
  };
  return { ...hub, clock, pass };
}

const tablet = { kind: "client", id: "tablet" } as const;
const grant = (service: "maps" | "time" | "rtk") =>
  ({ kind: "grant", service, subject: tablet, until: null }) as const;
const survey = {
  name: "Dam, north",
  from: at(0),
  until: at(60),
  sensitivity: "confidential",
  devices: [],
} as const;

async function described(client: Client): Promise<PolicyDescription> {
  return (await client.getMode()).description as unknown as PolicyDescription;
}
const policyIn = async (folder: string) =>
  readPolicy(await readFile(join(folder, "policy.json")), { existing: true }).policy;
const factsOf = async (client: Client, ...kinds: string[]) => {
  const { entries } = await client.listEvidence({ limit: 1000 });
  return entries
    .toReversed()
    .flatMap(({ fact }) => (fact && kinds.includes(fact.kind) ? [fact] : []));
};

test("a mission narrows what was granted while it lasts, and ends by itself", async () => {
  const { client, hub, pass } = await startAtNine();
  await client.changeMode({ wish: grant("maps") });
  await client.changeMode({ wish: grant("time") });
  const mission = await client.planMission({ ...survey, devices: [] });
  expect(mission).toMatchObject({
    state: "in-force",
    asks: { mode: "local-data", services: ["time"] },
  });
  const states = async () =>
    (await described(client)).grants.map(({ service, state }) => `${service} ${state}`);
  expect(await states()).toEqual(["maps mission", "time in-force"]);
  pass(61);
  expect(await states()).toEqual(["maps in-force", "time in-force"]);
  await hub.installation.unlocked.endings.look();
  expect((await described(client)).missions).toEqual([]);
  expect((await client.listMissions()).missions).toMatchObject([{ state: "ended" }]);
  expect(await factsOf(client, "mission-planned", "mission-ended")).toMatchObject([
    { kind: "mission-planned", name: "Dam, north", sensitivity: "confidential" },
    { kind: "mission-ended", name: "Dam, north", why: "time" },
  ]);
});

test("the mode in force is the strictest of installation and missions; none makes it laxer", async () => {
  const { client } = await startAtNine();
  await client.changeMode({ wish: { kind: "set-mode", mode: "restricted" } });
  const inForce = async () => (await described(client)).modeInForce;
  await client.planMission({ ...survey, name: "open", sensitivity: "open", devices: [] });
  expect(await inForce()).toBe("restricted");
  await client.planMission({ ...survey, name: "internal", sensitivity: "internal", devices: [] });
  expect(await inForce()).toBe("local-data");
  await client.planMission({ ...survey, name: "secret", sensitivity: "secret", devices: [] });
  expect(await inForce()).toBe("offline");
  await client.changeMode({ wish: { kind: "set-mode", mode: "offline" } });
  expect((await described(client)).mode).toBe("offline");
});

test("one that is planned for later begins by itself", async () => {
  const { client, pass } = await startAtNine();
  await client.changeMode({ wish: { kind: "set-mode", mode: "restricted" } });
  await client.planMission({ ...survey, from: at(30), devices: [] });
  expect((await described(client)).modeInForce).toBe("restricted");
  pass(30);
  expect((await described(client)).modeInForce).toBe("local-data");
});

describe("ending one early relaxes", () => {
  test("so it is on record first, and a pilot may not", async () => {
    const { client, url } = await startAtNine();
    const { token } = await client.makeToken({ name: "ben", role: "pilot", scope: "all" });
    const pilot = createClient(program(url, token));
    const { id } = await pilot.planMission({ ...survey, devices: [] });
    await expect(pilot.endMission({ id })).rejects.toThrow(code("hub/not-for-this-role"));
    await client.endMission({ id, why: "called off" });
    const told = await factsOf(client, "policy-changing", "policy-changed", "mission-ended");
    expect(told.slice(-3)).toMatchObject([
      { kind: "policy-changing", wish: { kind: "end-mission" }, why: "called off" },
      { kind: "policy-changed", effect: "relaxes", outcome: "done" },
      { kind: "mission-ended", why: "asked" },
    ]);
  });

  test("so it needs the password of a locked policy", async () => {
    const { client } = await startAtNine();
    await client.changeMode({ wish: { kind: "lock", password: "only the head" } });
    const { id } = await client.planMission({ ...survey, devices: [] });
    await expect(client.endMission({ id })).rejects.toThrow(code("hub/policy-locked"));
    const wrong = { id, password: "a wrong guess" };
    await expect(client.endMission(wrong)).rejects.toThrow(code("hub/wrong-policy-password"));
    expect(await client.endMission({ id, password: "only the head" })).toMatchObject({
      state: "ended",
    });
  });

  test("so nobody can where it is sealed, and its time ends it all the same", async () => {
    const folder = await newSealedFolder();
    const { client, hub, clock, pass } = await startAtNine({ folder });
    const ahead = Date.now() + 3_600_000;
    clock.minutes = (ahead - start) / 60_000;
    await client.unlock({ passphrase: testPassphrase });
    hub.installation.unlocked.policy.watch.confirm();
    const [from, until] = [ahead, ahead + 3_600_000].map((ms) => new Date(ms).toISOString()) as [
      string,
      string,
    ];
    const { id } = await client.planMission({
      ...survey,
      from,
      until,
      sensitivity: "secret",
      devices: [],
    });
    await expect(client.endMission({ id })).rejects.toThrow(code("hub/policy-sealed"));
    expect((await policyIn(folder)).missions).toHaveLength(1);
    pass(61);
    await hub.installation.unlocked.endings.look();
    const policy = await policyIn(folder);
    expect(policy.missions).toBeUndefined();
    expect(policy.lock).toBe("sealed");
  });
});

describe("a clock that is tampered with", () => {
  test("and moves ahead by itself ends no mission before someone says that it is right", async () => {
    const { client, clock, hub } = await startAtNine();
    await client.planMission({ ...survey, devices: [] });
    clock.minutes = 90;
    await hub.installation.unlocked.endings.look();
    expect((await described(client)).missions).toMatchObject([{ state: "in-force" }]);
    expect(await factsOf(client, "clock")).toMatchObject([{ source: "system", before: at(0) }]);
    expect(await client.getClock()).toMatchObject({ hasJumped: true, needs: "nothing" });
    await client.confirmClock({});
    await hub.installation.unlocked.endings.look();
    expect((await described(client)).missions).toEqual([]);
  });

  test("and is set back ends none either, nor keeps one from beginning", async () => {
    const { client, clock, pass } = await startAtNine();
    await client.planMission({ ...survey, from: at(10), until: at(40), devices: [] });
    pass(45);
    await client.addDevice({ name: "x", kind: "dock", ways: {} }); // a fact bears this time
    clock.minutes = 5;
    expect((await described(client)).missions).toMatchObject([{ state: "in-force" }]);
  });
});

test("whatever moment the power goes in, a mission that ended is no reason to be offline", async () => {
  const { client, hub, folder, pass } = await startAtNine();
  await client.planMission({ ...survey, devices: [] });
  pass(61);
  const copies: string[] = [];
  const { policy } = hub.installation.unlocked;
  const write = policy.write.bind(policy);
  policy.write = async (next: Policy) => {
    copies.push(await copyOf(folder));
    await write(next);
    copies.push(await copyOf(folder));
  };
  await hub.installation.unlocked.endings.look();
  copies.push(await copyOf(folder));
  expect(copies).toHaveLength(3);
  for (const copy of copies) {
    const again = await startHub({ folder: copy, clock: () => new Date(at(62)) });
    await again.client.unlock({ passphrase: testPassphrase });
    expect((await again.client.getMode()).found).toBe("read");
  }
});

test("what cannot be is refused", async () => {
  const { client } = await startAtNine();
  const plan = (change: object) => client.planMission({ ...survey, devices: [], ...change });
  await expect(plan({ until: at(-1), from: at(-60) })).rejects.toThrow(code("hub/ended-already"));
  await expect(plan({ until: at(0) })).rejects.toThrow(code("hub/bad-mission"));
  await expect(plan({ until: at(60 * 24 * 40) })).rejects.toThrow(code("hub/bad-mission"));
  await expect(plan({ devices: ["none"] })).rejects.toThrow(code("hub/no-such-device"));
  await expect(client.endMission({ id: "none" })).rejects.toThrow(code("hub/no-such-mission"));
});

describe("what would cut a link of an aircraft", () => {
  async function startFlying() {
    const hub = await startAtNine();
    await hub.client.changeMode({ wish: { kind: "set-mode", mode: "restricted" } });
    await hub.client.changeMode({ wish: grant("rtk") });
    return hub;
  }
  const revoke = { kind: "revoke", service: "rtk", subject: tablet } as const;
  const rtkIn = async (client: Client) =>
    (await described(client)).grants.some(({ state }) => state === "in-force");

  test.each([
    ["revoking it", { wish: revoke }],
    ["a stricter mode", { wish: { kind: "set-mode", mode: "offline" } as const }],
  ])("by %s is asked back, and cuts nothing before", async (_name, change) => {
    const { client } = await startFlying();
    await expect(client.changeMode(change)).rejects.toThrow(code("hub/cuts-link"));
    expect(await rtkIn(client)).toBe(true);
    expect((await client.changeMode({ ...change, when: "now" })).effect).toBe("tightens");
    expect(await rtkIn(client)).toBe(false);
  });

  test("by a mission is asked back too", async () => {
    const { client } = await startFlying();
    const plan = { ...survey, devices: [] };
    await expect(client.planMission(plan)).rejects.toThrow(code("hub/cuts-link"));
    const { state } = await client.planMission({ ...plan, when: "after-landing" });
    expect(state).toBe("waiting");
    expect(await rtkIn(client)).toBe(true);
    await client.sayLanded();
    expect((await client.listMissions()).missions).toMatchObject([{ state: "in-force" }]);
    expect(await rtkIn(client)).toBe(false);
  });

  test("waits for the landing, where it is asked to", async () => {
    const { client } = await startFlying();
    const answer = await client.changeMode({
      wish: revoke,
      why: "end of day",
      when: "after-landing",
    });
    expect(answer).toMatchObject({ effect: "waits", waiting: [{ wish: revoke, until: at(60) }] });
    expect(await rtkIn(client)).toBe(true);
    expect((await client.sayLanded()).waiting).toEqual([]);
    expect(await rtkIn(client)).toBe(false);
    expect(await factsOf(client, "policy-waits", "policy-changed")).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: "policy-waits", state: "waiting", why: "end of day" }),
        expect.objectContaining({ kind: "policy-changed", wish: revoke, effect: "tightens" }),
      ]),
    );
  });

  test("waits an hour at most, over a restart, and whatever the clock is set to", async () => {
    const { client, hub, pass, clock, folder } = await startFlying();
    await client.changeMode({ wish: revoke, when: "after-landing" });
    const copy = await copyOf(folder);
    clock.minutes = -30;
    await hub.installation.unlocked.endings.look();
    expect(await rtkIn(client)).toBe(false);
    clock.minutes = 0;
    pass(61);
    const again = await startHub({ folder: copy, clock: () => new Date(at(61)) });
    await again.client.unlock({ passphrase: testPassphrase });
    await again.hub.installation.unlocked.endings.look();
    expect(await rtkIn(again.client)).toBe(false);
  });

  test("can be dropped while it waits", async () => {
    const { client } = await startFlying();
    const { waiting } = await client.changeMode({ wish: revoke, when: "after-landing" });
    await client.dropWaiting({ id: waiting[0]?.id ?? "" });
    expect((await client.sayLanded()).waiting).toEqual([]);
    expect(await rtkIn(client)).toBe(true);
  });
});
