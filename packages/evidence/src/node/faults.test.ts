import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Breaker, type Break, type Plan } from "./breaking-folder.contract.ts";
import type { EvidenceLog } from "./evidence-log.ts";
import { diskFolder, type LogFolder } from "./log-folder.ts";
import { numbered, numberOf } from "./numbered.contract.ts";
import {
  appendNumbered,
  identity,
  newPlace,
  openAt,
  readAll,
  verifyAt,
  type Place,
} from "./open-log.contract.ts";

/** What the caller was told: numbers acknowledged, and numbers refused. */
type Told = { readonly kept: number[]; readonly refused: number[]; shredded: boolean };

const ignore = () => undefined;

async function appendTold(log: EvidenceLog, told: Told, numbers: readonly number[]): Promise<void> {
  const appends = numbers.map((number) =>
    log.append(numbered(number)).then(
      () => told.kept.push(number),
      () => told.refused.push(number),
    ),
  );
  await Promise.all(appends);
}

const run = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);

/** Appends alone and together, across the end of a bundle, settles, shreds, goes on. */
async function live(log: EvidenceLog, told: Told): Promise<void> {
  for (const number of run(0, 3)) await appendTold(log, told, [number]);
  await log.settle().catch(ignore);
  await appendTold(log, told, run(3, 260));
  await log.settle().catch(ignore);
  await appendTold(log, told, run(263, 5));
  await log.shredOpenings([1, 2], identity).then(() => (told.shredded = true), ignore);
  await appendTold(log, told, run(268, 5));
  await log.settle().catch(ignore);
  await appendTold(log, told, [273]);
}

/** One life with a disk that breaks as planned; undefined where the log did not even open. */
async function liveOnce(place: Place, plan: Plan | undefined) {
  const breaker = new Breaker(plan);
  const told: Told = { kept: [], refused: [], shredded: false };
  const files = (folder: string) => breaker.wrap(diskFolder(folder));
  const log = await openAt(place, { files, onTrouble: ignore }).catch(ignore);
  if (log) {
    await live(log, told);
    // A process that dies closes nothing.
    if (plan?.afterwards !== "dies") await log.close().catch(ignore);
  }
  await breaker.closeAll();
  await rm(join(place.folder, "lock"), { force: true });
  return { told, writes: breaker.writes, divisible: breaker.divisible };
}

/** Whatever happened, a sound disk shows every acknowledged fact once, and a log that verifies. */
async function checkAfter(place: Place, told: Told): Promise<void> {
  const log = await openAt(place);
  expect(log.opened.generation).toBe(1);
  const entries = (await readAll(log)).slice(1);
  const shredded = entries.filter(({ state }) => state === "shredded").map(({ index }) => index);
  if (told.shredded) expect(shredded).toEqual([1, 2]);
  else for (const index of shredded) expect([1, 2]).toContain(index);
  const numbers = entries
    .map(({ fact }) => numberOf(fact))
    .filter((number) => number !== undefined);
  expect(new Set(numbers).size).toBe(numbers.length);
  const gone = told.kept.filter((number) => !numbers.includes(number));
  expect(gone.length).toBeLessThanOrEqual(shredded.length);
  expect(
    numbers.filter((number) => !told.kept.includes(number) && !told.refused.includes(number)),
  ).toEqual([]);
  await appendNumbered(log, 3, 5000);
  await log.append({
    kind: "shredded",
    by: "ann",
    intent: 0,
    objects: [],
    entries: shredded.map((index) => [index, index] as const),
    outcome: "done",
  });
  await log.close();
  const verification = await verifyAt(place);
  expect(verification.findings).toEqual([]);
  expect(verification.size).toBe(entries.length + 5);
}

test("the life that breaks below is a whole one when nothing breaks", async () => {
  const place = await newPlace("memory");
  const { told, writes } = await liveOnce(place, undefined);
  expect(told.kept).toEqual(run(0, 274));
  expect(told).toMatchObject({ refused: [], shredded: true });
  expect(writes).toBeGreaterThan(60);
  await checkAfter(place, told);
});

describe.each<Break>(["before", "within", "after"])("when the disk breaks %s a write", (how) => {
  test.each(["goes on", "dies"] as const)(
    "any write, and then %s, nothing acknowledged is lost or doubled and the log verifies",
    { timeout: 240_000 },
    async (afterwards) => {
      const { writes, divisible } = await liveOnce(await newPlace("memory"), undefined);
      let broken = 0;
      for (const at of how === "within" ? divisible : run(1, writes)) {
        const place = await newPlace("memory");
        const { told } = await liveOnce(place, { at, how, afterwards });
        broken += told.refused.length > 0 ? 1 : 0;
        await checkAfter(place, told).catch((error: unknown) => {
          throw new Error(`write ${at} of ${writes}`, { cause: error });
        });
        await rm(join(place.folder, ".."), { recursive: true });
      }
      expect(broken).toBeGreaterThan(0);
    },
  );
});

test.each<Break>(["before", "after"])(
  "a beginning that dies %s any write leaves a log that goes on or begins, and a chain that holds",
  { timeout: 120_000 },
  async (how) => {
    const begin = async (place: Place, breaker: Breaker) => {
      const files = (folder: string) => breaker.wrap(diskFolder(folder));
      const more = { files, goOn: "as-new-generation", onTrouble: ignore } as const;
      await openAt(place, more).catch(ignore);
      await breaker.closeAll();
      await rm(join(place.folder, "lock"), { force: true });
    };
    const grown = async () => {
      const place = await newPlace("memory");
      const log = await openAt(place);
      await appendNumbered(log, 5);
      await log.close();
      return place;
    };
    const probe = new Breaker();
    await begin(await grown(), probe);
    expect(probe.writes).toBeGreaterThan(10);
    for (const at of run(1, probe.writes)) {
      const place = await grown();
      await begin(place, new Breaker({ at, how, afterwards: "dies" }));
      const log = await openAt(place);
      expect([1, 2]).toContain(log.opened.generation);
      expect((await readAll(log))[0]?.fact).toMatchObject({
        kind: "generation",
        number: log.opened.generation,
        because: log.opened.generation === 1 ? "first" : "asked",
      });
      await appendNumbered(log, 3, 100);
      await log.close();
      const verification = await verifyAt(place);
      expect(verification.findings, `write ${at}`).toEqual([]);
      expect(verification.generations[0]).toMatchObject({ lost: 0 });
    }
  },
);

test("a fact whose write failed can be appended again, and is there once", async () => {
  const place = await newPlace("memory");
  const log = await openAt(place);
  await log.close();
  for (const how of ["before", "within"] as const) {
    // Opening writes a little; the write that breaks is that of the first fact appended after.
    const probe = new Breaker();
    const wrapped = (breaker: Breaker) => (folder: string) => breaker.wrap(diskFolder(folder));
    await (await openAt(place, { files: wrapped(probe) })).close();
    const breaker = new Breaker({ at: probe.writes + 1, how, afterwards: "goes on" });
    const again = await openAt(place, { files: wrapped(breaker) });
    const size = again.size;
    await expect(again.append(numbered(1))).rejects.toMatchObject({ code: "evidence/not-written" });
    expect(await again.append(numbered(1))).toBe(size);
    await again.close();
  }
  const after = await openAt(place);
  expect((await readAll(after)).map(({ fact }) => numberOf(fact))).toEqual([undefined, 1, 1]);
  await after.close();
});

test("no index is sealed twice under one key: after a failed write comes another", async () => {
  const chunks: Buffer[] = [];
  let isBroken = false;
  const files = (folder: string): LogFolder => {
    const inner = diskFolder(folder);
    const openAppend = async (path: string) => {
      const file = await inner.openAppend(path);
      const append = async (bytes: Uint8Array) => {
        chunks.push(Buffer.from(bytes));
        if (isBroken) throw new Error("the disk broke");
        await file.append(bytes);
      };
      const truncate = (size: number) => file.truncate(size);
      return { append, truncate, close: () => file.close(), size: 0 };
    };
    return { ...new Breaker().wrap(inner), openAppend };
  };
  const log = await openAt(await newPlace("memory"), { files });
  const bringsKey = async () => {
    chunks.length = 0;
    await log.append(numbered(1)).catch(ignore);
    return chunks.map((chunk) => chunk.includes("age-encryption.org"));
  };
  // The first write into a file brings the key along, the next needs none.
  expect([await bringsKey(), await bringsKey()]).toEqual([[true], [false]]);
  isBroken = true;
  expect(await bringsKey()).toEqual([false]);
  isBroken = false;
  expect([await bringsKey(), await bringsKey()]).toEqual([[true], [false]]);
  await log.close();
});

test("what cannot be settled does not fill memory: at the limit, appends are refused", async () => {
  const place = await newPlace("memory");
  let isBroken = false;
  const files = (folder: string) => {
    const inner = diskFolder(folder);
    const replace = async (path: string, bytes: Uint8Array) => {
      if (isBroken && path.endsWith(".last")) throw new Error("the key's folder broke");
      await inner.replace(path, bytes);
    };
    // A class has its methods on its prototype: they are handed on one by one.
    return { ...new Breaker().wrap(inner), replace };
  };
  const log = await openAt(place, { files, mostUnsettled: 100, onTrouble: ignore });
  isBroken = true;
  const told: Told = { kept: [], refused: [], shredded: false };
  for (const number of run(0, 150)) await appendTold(log, told, [number]);
  expect([told.kept.length, told.refused.length]).toEqual([100, 50]);
  isBroken = false;
  await log.settle();
  await appendTold(log, told, run(150, 5));
  expect(told.kept.slice(-5)).toEqual(run(150, 5));
  await log.close();
  await checkAfter(place, told);
});
