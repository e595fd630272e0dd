import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { textOf } from "@homepoint/base";
import {
  formatVerifierKey,
  makeSignerKey,
  signNote,
  signSealedPolicy,
  type NewFact,
  type SignerKey,
} from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import {
  catalogueText,
  defaultPolicy,
  writePolicy,
  type Grant,
  type MissionTerms,
  type Policy,
} from "@homepoint/policy";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hashOf } from "./kept-policy.ts";
import { PolicyKeeper } from "./policy-keeper.ts";

const key = (name: string, byte: number) =>
  makeSignerKey(name, new Uint8Array(32).fill(byte), primitives);
const hubKey = key("homepoint-hub/home", 40);
const [ann, ben, cas] = [key("ann", 1), key("ben", 2), key("cas", 3)];
const [ann2, ben2] = [key("ann-2", 11), key("ben-2", 12)];
const hub = { key: formatVerifierKey(hubKey), installationId: "home" };

const tablet = { kind: "client", id: "tablet" } as const;
const maps: Grant = { service: "maps", subject: tablet, by: "Ada", why: "survey" };
const strict: Policy = { ...defaultPolicy, installationId: "home", counter: 5 };
const lax: Policy = { ...strict, counter: 6, grants: [maps] };
const sealedBy = (counter: number, change: Partial<Policy> = {}): Policy => ({
  ...strict,
  counter: 1,
  lock: "sealed",
  seal: {
    counter,
    threshold: 2,
    keys: [ann, ben, cas].map(formatVerifierKey),
    successors: [ann2, ben2, key("cas-2", 13)].map(formatVerifierKey),
    catalogue: hashOf(catalogueText()),
    versions: ["1.2.3"],
  },
  ...change,
});
const sign = (policy: Policy, ...by: readonly SignerKey[]): string =>
  textOf(
    by.reduce<Uint8Array>(
      (note, signer) => signSealedPolicy(note, signer, primitives) ?? note,
      writePolicy(policy),
    ),
  );
const say = (policy: Policy, by = hubKey) => signNote(textOf(writePolicy(policy)), by, primitives);

let folder: string;
let facts: NewFact[];
let now: Date;
let clockJumped: boolean;
const open = (joined: "joined" | "alone" = "joined") =>
  PolicyKeeper.open({
    folder,
    signers: undefined,
    hub: joined === "joined" ? hub : undefined,
    by: "gateway",
    version: "1.2.3",
    clock: () => now,
    clockJumped: () => clockJumped,
    evidence: { latestFactAt: undefined, append: async (fact: NewFact) => facts.push(fact) },
  });
const offer = (keeper: PolicyKeeper, policy: Policy, seal: string | null = null) =>
  keeper.offer({ policy: say(policy), seal });
const refusals = () =>
  facts.flatMap((fact) =>
    fact.kind === "offer-refused" || fact.kind === "seal-refused" ? [fact.because] : [],
  );
const grantsOf = ({ policy }: PolicyKeeper) => policy.grants.map(({ service }) => service);
const carry = (note: string) => writeFile(join(folder, "policy.note"), note);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "offers-"));
  now = new Date("2026-11-22T10:00:00Z");
  facts = [];
  clockJumped = false;
});
afterEach(() => rm(folder, { recursive: true }));

describe("what the hub offers a gateway", () => {
  test("is in force at once and kept: the gateway goes on with it when the hub is gone", async () => {
    const keeper = await open();
    expect(keeper.policy.mode).toBe("offline");
    expect(await offer(keeper, lax)).toBe("changed");
    expect(await offer(keeper, lax)).toBe("same");
    expect(grantsOf(await open())).toEqual(["maps"]);
    expect((await open()).found).toBe("read");
  });

  test("relaxes only by a newer counter; a relaxing is on record before it is in force", async () => {
    const keeper = await open();
    await offer(keeper, strict);
    await offer(keeper, { ...lax, counter: 5 });
    await offer(keeper, { ...lax, counter: 4 });
    expect(grantsOf(keeper)).toEqual([]);
    expect(refusals()).toEqual(["laxer", "older"]);
    await offer(keeper, lax);
    expect(facts.at(-1)).toEqual({
      kind: "policy-found",
      by: "gateway",
      found: "read",
      counter: 6,
    });
    expect(grantsOf(keeper)).toEqual(["maps"]);
  });

  test("tightens at once", async () => {
    const keeper = await open();
    await offer(keeper, lax);
    await offer(keeper, { ...strict, counter: 7, mode: "offline" });
    expect(keeper.policy.mode).toBe("offline");
  });

  test.each<readonly [string, string, string]>([
    ["that another signed", say(lax, ann), "bad-signature"],
    ["that nobody signed", textOf(writePolicy(lax)), "bad-signature"],
    [
      "that was changed on its way",
      say(strict).replace('"grants":[]', '"grants": []'),
      "bad-signature",
    ],
    ["that is no policy", signNote("hello\n", hubKey, primitives), "unreadable"],
    ["of another installation", say({ ...lax, installationId: "other" }), "another-installation"],
  ])("%s is refused, recorded once, and changes nothing", async (_, policy, because) => {
    const keeper = await open();
    await offer(keeper, strict);
    await keeper.offer({ policy, seal: null });
    await keeper.offer({ policy, seal: null });
    expect(refusals()).toEqual([because]);
    expect(grantsOf(keeper)).toEqual([]);
    expect(keeper.found).toBe("read");
  });

  test("counts against what was carried here before there was a hub only by what it lets pass", async () => {
    const own = { ...defaultPolicy, counter: 90 };
    await writeFile(join(folder, "policy.json"), writePolicy(own));
    await open("alone");
    const keeper = await open();
    expect(keeper.policy.counter).toBe(90);
    await offer(keeper, lax);
    expect(grantsOf(keeper)).toEqual(["maps"]);
  });

  test("makes a plain file nobody's word, and an old note no reason to close", async () => {
    const keeper = await open();
    await offer(keeper, strict);
    await writeFile(join(folder, "policy.json"), writePolicy({ ...lax, counter: 99 }));
    expect(grantsOf(await open())).toEqual([]);
    await carry(say({ ...lax, counter: 2 }));
    const again = await open();
    expect([again.found, grantsOf(again)]).toEqual(["read", []]);
    expect(refusals()).toEqual(["older"]);
  });

  test("does not bring back what has ended here, whatever the clock says then", async () => {
    const span = {
      from: "2026-11-22T09:00:00.000Z",
      until: "2026-11-22T11:00:00.000Z",
      fromRunning: 0,
      untilRunning: 7200,
    };
    const timed = { ...lax, grants: [{ ...maps, span }] };
    const keeper = await open();
    await offer(keeper, timed);
    expect(grantsOf(keeper)).toEqual(["maps"]);
    now = new Date("2026-11-22T11:00:01Z");
    await keeper.look("running");
    now = new Date("2026-11-22T10:00:00Z");
    await keeper.look("running");
    await offer(keeper, timed);
    expect(grantsOf(keeper)).toEqual([]);
    expect(grantsOf(await open())).toEqual([]);
  });
});

describe("a sealed policy at a gateway", () => {
  const first = () => sealedBy(1, { grants: [maps] });
  const laxer = () => sealedBy(2, { mode: "restricted", grants: [maps] });

  async function sealedKeeper(): Promise<PolicyKeeper> {
    const keeper = await open();
    await offer(keeper, strict);
    await offer(keeper, { ...first(), counter: 7 }, sign(first(), ann, ben));
    expect(keeper.policy.lock).toBe("sealed");
    expect(grantsOf(keeper)).toEqual(["maps"]);
    return keeper;
  }

  test("comes by the hub with its owners' signatures, and not without", async () => {
    const keeper = await open();
    await offer(keeper, strict);
    await offer(keeper, { ...first(), counter: 7 });
    await offer(keeper, { ...first(), counter: 7 }, sign(first(), ann));
    expect(keeper.policy.lock).toBe("open");
    expect(refusals()).toEqual(["seal-missing", "too-few-signatures"]);
    await offer(keeper, { ...first(), counter: 7 }, sign(first(), ann, ben));
    expect(keeper.policy).toMatchObject({ lock: "sealed", counter: 7 });
  });

  test("is tightened by the hub and relaxed by nobody while it runs, whoever has the hub's key", async () => {
    const keeper = await sealedKeeper();
    await offer(keeper, { ...lax, counter: 50, mode: "restricted" });
    await offer(keeper, { ...lax, counter: 51, lock: "open" });
    expect(keeper.policy).toMatchObject({ lock: "sealed", counter: 51, seal: { counter: 1 } });
    await offer(keeper, { ...strict, counter: 52 });
    expect(grantsOf(keeper)).toEqual([]);
    await offer(keeper, { ...lax, counter: 53 });
    expect(grantsOf(keeper)).toEqual([]);
    expect(refusals()).toEqual(["laxer", "laxer"]);
  });

  test("is replaced by its owners' next one when the gateway starts again", async () => {
    const keeper = await sealedKeeper();
    await offer(keeper, { ...laxer(), counter: 60 }, sign(laxer(), ann, ben));
    expect(keeper.policy).toMatchObject({ mode: "local-data", seal: { counter: 1 } });
    expect(keeper.waiting).toBe(2);
    const again = await open();
    expect(again.policy).toMatchObject({ mode: "restricted", seal: { counter: 2 } });
    expect(again.waiting).toBeUndefined();
    await offer(again, { ...laxer(), counter: 60 }, sign(laxer(), ann, ben));
    expect(again.policy.counter).toBe(60);
    expect((await open()).policy.seal?.counter).toBe(2);
  });

  test("that was carried here ahead of the hub is not made older by it", async () => {
    await sealedKeeper();
    await carry(sign(laxer(), ann, ben));
    const keeper = await open();
    await offer(keeper, { ...first(), counter: 70, mode: "offline", grants: [] });
    expect(keeper.policy).toMatchObject({ mode: "restricted", seal: { counter: 2 } });
    expect(keeper.sealNote).toBe(sign(laxer(), ann, ben));
    expect(refusals()).toEqual(["older"]);
  });

  test("whose keys are lost is replaced by their successors", async () => {
    await sealedKeeper();
    await carry(sign(laxer(), ann2, ben2));
    expect((await open()).policy.mode).toBe("restricted");
  });

  test.each<readonly [string, () => string, string]>([
    ["an older one", () => sign(first(), ann, cas), "older"],
    [
      "one of another installation",
      () => sign(sealedBy(3, { installationId: "other" }), ann, ben),
      "another-installation",
    ],
    ["one with too few signatures", () => sign(laxer(), ann), "too-few-signatures"],
    ["one by a key and its own successor", () => sign(laxer(), ann, ann2), "too-few-signatures"],
    ["a forged one", () => sign(laxer(), ann, key("ben", 99)), "too-few-signatures"],
    [
      "one for another version",
      () => {
        const { seal, ...rest } = laxer();
        return sign(
          { ...rest, ...(seal ? { seal: { ...seal, versions: ["9.9.9"] } } : {}) },
          ann,
          ben,
        );
      },
      "not-approved",
    ],
    [
      "one that was changed",
      () => sign(laxer(), ann, ben).replace('"counter":2', '"counter":9'),
      "too-few-signatures",
    ],
  ])(
    "is not replaced by %s; that is on record, and the last one stays in force",
    async (_, note, because) => {
      await sealedKeeper();
      await carry(note());
      const keeper = await open();
      expect(refusals()).toEqual([because]);
      expect(keeper.policy).toMatchObject({ mode: "local-data", seal: { counter: 1 } });
      expect(keeper.found).toBe("read");
    },
  );

  test("stays in force where every file but the last copy is gone, and without that nothing passes", async () => {
    await sealedKeeper();
    await rm(join(folder, "policy.note"), { force: true });
    expect((await open()).policy.lock).toBe("sealed");
    await rm(join(folder, "policy-in-force.json"));
    expect((await open()).policy.mode).toBe("offline");
  });

  test("is not made older by putting an older copy back beside a newer note", async () => {
    await sealedKeeper();
    const copy = await readFile(join(folder, "policy-in-force.json"));
    await carry(sign(laxer(), ann, ben));
    await open();
    await writeFile(join(folder, "policy-in-force.json"), copy);
    expect((await open()).policy.seal?.counter).toBe(2);
  });

  test("works without a hub, from a note that was carried", async () => {
    await carry(sign(first(), ann, ben));
    const keeper = await open("alone");
    expect(keeper.policy).toMatchObject({ lock: "sealed", mode: "local-data" });
    await carry(sign(laxer(), ann, ben));
    await keeper.look("running");
    expect([keeper.policy.mode, keeper.waiting]).toEqual(["local-data", 2]);
    expect((await open("alone")).policy.mode).toBe("restricted");
  });
});

describe("a mission of the hub", () => {
  const survey: MissionTerms = {
    id: "m1",
    from: "2026-11-22T10:00:00Z",
    until: "2026-11-22T12:00:00Z",
    mode: "offline",
    services: [],
  };
  const missionFacts = () =>
    facts.flatMap((fact) => (fact.kind.startsWith("mission-") ? [fact.kind] : []));
  const isOver = async (keeper: PolicyKeeper) => {
    now = new Date("2026-11-22T12:00:01Z");
    await keeper.look("running");
    return keeper.mode;
  };
  const sealedAt = (change: Partial<Policy> = {}) => sealedBy(1, { grants: [maps], ...change });

  test.each<readonly [string, Policy, string | null]>([
    ["an open", lax, null],
    ["a password-locked", { ...lax, lock: "password" }, null],
    ["a sealed", { ...sealedAt(), counter: 7 }, sign(sealedAt(), ann, ben)],
  ])(
    "reaches %s gateway at once, and ends there by itself, no further than it began",
    async (_, held, seal) => {
      const keeper = await open();
      await offer(keeper, held, seal);
      const before = keeper.policy;
      await offer(keeper, { ...held, counter: 8, missions: [survey] }, seal);
      expect([keeper.mode, grantsOf(keeper)]).toEqual(["offline", ["maps"]]);
      const again = await open();
      expect(again.mode).toBe("offline");
      expect(await isOver(again)).toBe("local-data");
      expect({ ...again.policy, counter: 0 }).toEqual({ ...before, counter: 0 });
      expect(missionFacts()).toEqual(["mission-enforced", "mission-ended"]);
    },
  );

  test("reaches a sealed gateway from a hub that is otherwise laxer, and that stays refused", async () => {
    const keeper = await open();
    await offer(keeper, { ...sealedAt(), counter: 7 }, sign(sealedAt(), ann, ben));
    const laxer = { ...strict, mode: "restricted", counter: 9, missions: [survey] } as const;
    await offer(keeper, { ...laxer, grants: [maps] });
    expect(keeper.policy).toMatchObject({ mode: "local-data", counter: 7, missions: [survey] });
    expect(refusals()).toEqual(["laxer"]);
    expect(await isOver(keeper)).toBe("local-data");
    expect(grantsOf(keeper)).toEqual(["maps"]);
  });

  test("reaches a gateway whose sealed policy is ahead of the hub's, and nothing else does", async () => {
    await carry(sign(sealedBy(3, { grants: [maps] }), ann, ben));
    const keeper = await open();
    const older = { ...sealedAt(), counter: 9, grants: [], missions: [survey] };
    await offer(keeper, older, sign(sealedAt(), ann, ben));
    expect([keeper.mode, grantsOf(keeper)]).toEqual(["offline", ["maps"]]);
    expect(refusals()).toContain("older");
  });

  test("outlasts the next sealed policy, though the hub is away then", async () => {
    const keeper = await open();
    const missions = [survey];
    await offer(keeper, { ...sealedAt(), counter: 7, missions }, sign(sealedAt(), ann, ben));
    await carry(sign(sealedBy(2, { mode: "restricted" }), ann, ben));
    const again = await open();
    expect(again.policy).toMatchObject({ mode: "restricted", seal: { counter: 2 }, missions });
    expect(again.mode).toBe("offline");
    expect(await isOver(again)).toBe("restricted");
  });

  test("is not ended under a seal by whoever has the hub's key, nor by a clock that went ahead", async () => {
    const keeper = await open();
    const held = { ...sealedAt(), counter: 7 };
    await offer(keeper, { ...held, missions: [survey] }, sign(sealedAt(), ann, ben));
    await offer(keeper, { ...held, counter: 8 });
    await offer(keeper, { ...held, counter: 9, missions: [{ ...survey, mode: "local-data" }] });
    expect(keeper.mode).toBe("offline");
    clockJumped = true;
    expect(await isOver(keeper)).toBe("offline");
    clockJumped = false;
    expect(await isOver(keeper)).toBe("local-data");
  });

  test("is ended early by an open hub, and that is on record", async () => {
    const keeper = await open();
    await offer(keeper, { ...lax, missions: [survey] });
    await offer(keeper, { ...lax, counter: 9 });
    expect(keeper.mode).toBe("local-data");
    expect(facts.findLast(({ kind }) => kind === "mission-ended")).toMatchObject({ why: "asked" });
  });
});
