import { mkdtemp, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NewFact } from "@homepoint/evidence";
import { decide, defaultPolicy, writePolicy, type Grant, type Policy } from "@homepoint/policy";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PolicyKeeper } from "./policy-keeper.ts";

const tablet = { kind: "client", id: "tablet" } as const;
const maps: Grant = { service: "maps", subject: tablet, by: "Ada", why: "survey" };
const strict: Policy = { ...defaultPolicy, counter: 5 };
const lax: Policy = { ...strict, counter: 6, grants: [maps] };
const seal = {
  counter: 1,
  threshold: 1,
  keys: ["org+00000000+AAAA"],
  successors: [],
  catalogue: "0".repeat(64),
  versions: [],
};

let folder: string;
let now: Date;
let facts: NewFact[];
let latestFactAt: string | undefined;
let isDiskFull: boolean;
const open = () =>
  PolicyKeeper.open({
    folder,
    signers: undefined,
    by: "gateway",
    version: "1.2.3",
    clock: () => now,
    evidence: {
      get latestFactAt() {
        return latestFactAt;
      },
      append: async (fact: NewFact) => {
        if (isDiskFull) throw new Error("the disk is full");
        return facts.push(fact);
      },
    },
  });
const give = (policy: Policy) => writeFile(join(folder, "policy.json"), writePolicy(policy));
const mayLoadMaps = (keeper: PolicyKeeper) =>
  decide(
    keeper.policy,
    {
      kind: "connection",
      direction: "out",
      subject: tablet,
      host: "tile.openstreetmap.org",
      port: 443,
      protocol: "tcp",
    },
    keeper.moment(),
  ).allowed;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "keeper-"));
  now = new Date("2026-11-22T10:00:00Z");
  facts = [];
  latestFactAt = undefined;
  isDiskFull = false;
});
afterEach(() => rm(folder, { recursive: true }));

describe("the policy at a gateway", () => {
  test("is offline where there never was one", async () => {
    expect(await open()).toMatchObject({ found: "missing", policy: { mode: "offline" } });
  });

  test("follows a newer one, laxer or stricter, and a relaxing is on record before", async () => {
    await give(strict);
    const keeper = await open();
    expect(mayLoadMaps(keeper)).toBe(false);
    await give(lax);
    await keeper.look("running");
    expect(mayLoadMaps(keeper)).toBe(true);
    expect(facts.at(-1)).toMatchObject({ kind: "policy-found", found: "read" });
    await give({ ...strict, counter: 7 });
    await keeper.look("running");
    expect(mayLoadMaps(keeper)).toBe(false);
  });

  test("that is laxer waits for its record, and is in force once that can be kept", async () => {
    await give(strict);
    const keeper = await open();
    await give(lax);
    isDiskFull = true;
    await expect(keeper.look("running")).rejects.toThrow("full");
    expect(mayLoadMaps(keeper)).toBe(false);
    isDiskFull = false;
    expect(await keeper.look("running")).toBe("changed");
    expect(mayLoadMaps(keeper)).toBe(true);
    expect(await keeper.look("running")).toBe("same");
  });

  test("goes on with the last one when nobody gives another, also after a restart", async () => {
    await give(lax);
    expect(mayLoadMaps(await open())).toBe(true);
    await unlink(join(folder, "policy.json"));
    expect(mayLoadMaps(await open())).toBe(true);
  });

  test("is offline for an older one, a broken one, or a laxer one of the same age", async () => {
    await give(lax);
    await open();
    for (const [bad, found] of [
      [writePolicy({ ...lax, counter: 4 }), "older"],
      [
        writePolicy({
          ...lax,
          mode: "restricted",
          grants: [maps, { ...maps, service: "weather" }],
        }),
        "laxer",
      ],
      [Buffer.from("{"), "unreadable"],
    ] as const) {
      await writeFile(join(folder, "policy.json"), bad);
      expect(await open()).toMatchObject({ found, policy: { mode: "offline" } });
    }
  });

  test("that is sealed is not relaxed by any plain file, running or started again", async () => {
    await give({ ...strict, lock: "sealed", seal });
    const keeper = await open();
    await give({ ...lax, counter: 99 });
    await keeper.look("running");
    expect(mayLoadMaps(keeper)).toBe(false);
    const again = await open();
    expect(mayLoadMaps(again)).toBe(false);
    expect(again.policy.lock).toBe("sealed");
    await writeFile(join(folder, "policy.note"), "not signed by anyone\n\n— x AAAA\n");
    expect(mayLoadMaps(await open())).toBe(false);
  });
});

describe("a clock that is tampered with", () => {
  const span = {
    from: "2026-11-22T09:00:00.000Z",
    until: "2026-11-22T11:00:00.000Z",
    fromRunning: 50_000,
    untilRunning: 57_200,
  };
  const timed: Policy = { ...strict, counter: 6, grants: [{ ...maps, span }] };

  test("counts on from where the hub's running time was", async () => {
    await give(timed);
    expect(mayLoadMaps(await open())).toBe(true);
  });

  test("set back stops what is timed; set forward ends it", async () => {
    await give(timed);
    const keeper = await open();
    latestFactAt = "2026-11-22T10:00:00.000Z";
    now = new Date("2026-11-22T09:30:00Z");
    expect(mayLoadMaps(keeper)).toBe(false);
    now = new Date("2026-11-22T11:00:01Z");
    expect(mayLoadMaps(keeper)).toBe(false);
  });

  test("does not bring back what its running time has ended", async () => {
    await give(timed);
    await open();
    await writeFile(join(folder, "running-seconds"), "57200");
    expect(mayLoadMaps(await open())).toBe(false);
  });

  test("a box that ran longer than its hub takes a grant for as long as it was meant", async () => {
    await writeFile(join(folder, "running-seconds"), "400000");
    await give(timed);
    const keeper = await open();
    expect(mayLoadMaps(keeper)).toBe(true);
    const [grant] = keeper.policy.grants;
    expect(grant?.span?.untilRunning).toBe((grant?.span?.fromRunning ?? 0) + 7200);
  });

  test("a grant of another age keeps its place when a new one comes, and does not come again", async () => {
    await writeFile(join(folder, "running-seconds"), "400000");
    await give(timed);
    const before = (await open()).policy.grants[0]?.span;
    await writeFile(join(folder, "running-seconds"), "405000");
    const later = { ...span, from: "2026-11-22T09:30:00.000Z", fromRunning: 51_000 };
    const timeToo = { ...maps, service: "time", span: later } as const;
    await give({ ...timed, counter: 7, grants: [...timed.grants, timeToo] });
    const keeper = await open();
    expect(keeper.policy.grants[0]?.span).toEqual(before);
    expect(keeper.policy.grants[1]?.span?.untilRunning).toBe(405_000 + 6200);
    await writeFile(join(folder, "running-seconds"), "407200");
    const over = await open();
    await over.look("running");
    expect(over.policy.grants.map(({ service }) => service)).toEqual(["time"]);
    await give({ ...timed, counter: 8, grants: [...timed.grants, timeToo] });
    await over.look("running");
    expect(mayLoadMaps(over)).toBe(false);
  });

  test("a day of everything is a day in its new place, and can be read again", async () => {
    await writeFile(join(folder, "running-seconds"), "400000.7");
    const day = { ...span, until: "2026-11-23T09:00:00.000Z", fromRunning: 0.1 };
    const standard = { clients: ["tablet"], by: "Ada", why: "baseline" };
    await give({ ...strict, standard: { ...standard, span: { ...day, untilRunning: 86_400.1 } } });
    await open();
    await unlink(join(folder, "policy.json"));
    expect(mayLoadMaps(await open())).toBe(true);
  });
});
