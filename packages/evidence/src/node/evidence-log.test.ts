import { cp, link, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { X25519Identity, X25519Recipient } from "@homepoint/vault";
import { describe, expect, test } from "vitest";
import { parseOpenings } from "../bundle.ts";
import { parseCheckpoint } from "../checkpoint.ts";
import { openingsPath } from "../log-files.ts";
import { verifyProof } from "../proof.ts";
import { anywherePrimitives } from "../primitives.ts";
import type { Entry } from "../entry.ts";
import { Breaker } from "./breaking-folder.contract.ts";
import { diskFolder } from "./log-folder.ts";
import { numbered, numberOf } from "./numbered.contract.ts";
import {
  appendNumbered,
  filesOf,
  identity,
  newPlace,
  openAt,
  readAll,
  verifyAt,
  type Place,
} from "./open-log.contract.ts";
import { nodeEvidencePrimitives as primitives } from "./primitives.ts";
import { walNames } from "./wal.ts";

const sizeOf = (note: string) => parseCheckpoint(note)?.size;
const copyOf = async ({ folder, signingKey }: Place): Promise<Place> => {
  const place = await newPlace();
  await cp(folder, place.folder, { recursive: true });
  await cp(join(signingKey, ".."), join(place.signingKey, ".."), { recursive: true });
  await rm(join(place.folder, "lock"), { force: true });
  return place;
};

/** Of a file of entries, without the zeros after them. */
const writtenOf = (files: ReadonlyMap<string, Uint8Array>, name: string) => {
  const bytes = files.get(name) ?? expect.unreachable(name);
  return bytes.subarray(0, bytes.findLastIndex(Boolean) + 1);
};

describe("a log", () => {
  test("begins with a fact that says so, under a signed checkpoint", async () => {
    const place = await newPlace();
    const log = await openAt(place);
    expect(log.opened).toEqual({ generation: 1, because: "first", cut: 0, interrupted: [] });
    expect(sizeOf(log.checkpoint)).toBe(1);
    const [first] = await readAll(log);
    expect(first?.fact).toMatchObject({
      kind: "generation",
      number: 1,
      because: "first",
      by: "hub",
    });
    await log.close();
    expect(await verifyAt(place)).toMatchObject({ ok: true, size: 1 });
  });

  test("gives each fact an index and the time, and reads it back, settled or not", async () => {
    const place = await newPlace();
    let now = Date.UTC(2026, 10, 22, 7, 30);
    const log = await openAt(place, { now: () => now });
    expect(await log.append(numbered(1))).toBe(1);
    now += 3_600_000;
    expect(await log.append(numbered(2))).toBe(2);
    const told = (entries: readonly Entry[]) =>
      entries.map(({ index, hour, fact }) => [index, hour, fact?.at, numberOf(fact)]);
    const expected = [
      [1, "2026-11-22T07Z", "2026-11-22T07:30:00.000Z", 1],
      [2, "2026-11-22T08Z", "2026-11-22T08:30:00.000Z", 2],
    ];
    expect(told((await readAll(log)).slice(1))).toEqual(expected);
    expect(sizeOf(log.checkpoint)).toBe(1);
    await log.settle();
    expect(told((await readAll(log)).slice(1))).toEqual(expected);
    expect(sizeOf(log.checkpoint)).toBe(3);
    expect(log.latestFactAt).toBe("2026-11-22T08:30:00.000Z");
    await log.close();
  });

  test("goes on where it ended, however it ended, without reading what is old", async () => {
    const place = await newPlace();
    for (const [round, size] of [1, 254, 255, 256, 257, 600].entries()) {
      const log = await openAt(place);
      await appendNumbered(log, size - log.size, log.size);
      expect(log.opened.generation).toBe(1);
      if (round % 2 === 0) await log.settle();
      await log.close();
      expect(await verifyAt(place)).toMatchObject({ ok: true, size });
    }
    const log = await openAt(place);
    expect((await readAll(log)).map(({ fact }) => numberOf(fact))).toEqual([
      undefined,
      ...Array.from({ length: 599 }, (_, at) => at + 1),
    ]);
    await log.close();
  });

  test("numbers what is appended at once in the order it came", async () => {
    const log = await openAt(await newPlace());
    const indices = await Promise.all(
      Array.from({ length: 2000 }, (_, number) => log.append(numbered(number))),
    );
    expect(indices).toEqual(Array.from({ length: 2000 }, (_, number) => number + 1));
    const newest = await log.readNewest({ limit: 3 }, identity);
    expect(newest.map(({ fact }) => numberOf(fact))).toEqual([1999, 1998, 1997]);
    const before = await log.readNewest({ before: 3, limit: 10 }, identity);
    expect(before.map(({ index }) => index)).toEqual([2, 1, 0]);
    await log.close();
  });

  test("shows what was appended before the question, though nobody waited for it", async () => {
    const log = await openAt(await newPlace());
    const appended = log.append(numbered(7));
    const [newest] = await log.readNewest({ limit: 1 }, identity);
    expect(numberOf(newest?.fact)).toBe(7);
    await appended;
    await log.close();
  });

  test("tells whoever listens about each entry, until they stop", async () => {
    const log = await openAt(await newPlace());
    const seen: (number | undefined)[] = [];
    const stop = log.subscribe(({ fact }) => void seen.push(numberOf(fact)));
    await appendNumbered(log, 3);
    stop();
    await log.append(numbered(9));
    expect(seen).toEqual([0, 1, 2]);
    await log.close();
  });

  test("is not held up by whoever listens and fails", async () => {
    const troubles: unknown[] = [];
    const log = await openAt(await newPlace(), { onTrouble: (error) => troubles.push(error) });
    const broken = new Error("the page is gone");
    log.subscribe(() => {
      throw broken;
    });
    await appendNumbered(log, 2);
    expect(troubles).toEqual([broken, broken]);
    await log.close();
  });

  test("is written by one at a time", async () => {
    const place = await newPlace();
    const log = await openAt(place);
    await expect(openAt(place)).rejects.toMatchObject({ code: "lock/taken" });
    await log.close();
    await (await openAt(place)).close();
  });

  test("refuses a lock that is held, and takes over one whose holder is dead", async () => {
    const place = await newPlace();
    await (await openAt(place)).close();
    await writeFile(join(place.folder, "lock"), "999999999 1\n");
    await (await openAt(place)).close();
  });

  test("that is closed takes nothing more", async () => {
    const log = await openAt(await newPlace());
    await log.close();
    await log.close();
    await expect(log.append(numbered(1))).rejects.toMatchObject({ code: "evidence/closed" });
  });

  test("refuses a fact that is too large, and goes on", async () => {
    const log = await openAt(await newPlace());
    const large = { ...numbered(1), person: "x".repeat(1 << 24) };
    await expect(log.append(large)).rejects.toMatchObject({ code: "evidence/too-large" });
    expect(await log.append(numbered(2))).toBe(1);
    await log.close();
  });

  test("takes large facts that come together in writes of their own", async () => {
    const log = await openAt(await newPlace("memory"));
    const large = { ...numbered(1), person: "x".repeat(3 << 20) };
    const indices = await Promise.all(
      [large, large, large, numbered(2)].map((fact) => log.append(fact)),
    );
    expect(indices).toEqual([1, 2, 3, 4]);
    expect((await readAll(log)).map(({ state }) => state)).toEqual(Array(5).fill("open"));
    await log.close();
  });

  test("publishes a checkpoint by itself", async () => {
    const log = await openAt(await newPlace(), { settleMilliseconds: 1 });
    await appendNumbered(log, 10);
    await expect.poll(() => sizeOf(log.checkpoint)).toBe(11);
    await log.close();
  });
});

describe("what is at rest", () => {
  test("holds no fact that can be read, and opens to the identity alone", async () => {
    const place = await newPlace();
    const log = await openAt(place);
    await log.append({ kind: "signed-in", by: "ann", person: "Secret Name", how: "password" });
    const others = [...(await filesOf(place.folder))];
    await log.settle();
    for (const [path, bytes] of [...others, ...(await filesOf(place.folder))])
      expect(Buffer.from(bytes).includes("Secret"), path).toBe(false);
    const stranger = X25519Identity.create(primitives);
    const entries = await log.readNewest({ limit: 1 }, stranger);
    expect(entries).toEqual([{ index: 1, hour: expect.any(String), state: "damaged" }]);
    expect((await log.readNewest({ limit: 1 }, identity))[0]?.state).toBe("open");
    await log.close();
  });

  test("is written by a locked hub, which has the public recipient alone", async () => {
    const place = await newPlace();
    const recipient = X25519Recipient.parse(String(identity.recipient), primitives);
    const locked = await openAt(place, { recipient });
    await appendNumbered(locked, 3);
    await locked.close();
    const log = await openAt(place);
    expect((await readAll(log)).slice(1).map(({ fact }) => numberOf(fact))).toEqual([0, 1, 2]);
    await log.close();
  });

  test("keeps the signing key and the last checkpoint to its owner", async () => {
    const place = await newPlace();
    const log = await openAt(place);
    expect((await stat(place.signingKey)).mode & 0o777).toBe(0o600);
    expect(await readFile(`${place.signingKey}.last`, "utf8")).toBe(log.checkpoint);
    const key = await readFile(place.signingKey, "utf8");
    for (const [path, bytes] of await filesOf(place.folder))
      expect(Buffer.from(bytes).includes(key.split("+").slice(4).join("+").trim()), path).toBe(
        false,
      );
    await log.close();
  });

  test("keeps no partial tile that no checkpoint needs, but the last", async () => {
    const place = await newPlace();
    const log = await openAt(place);
    for (let at = 0; at < 5; at += 1) {
      await appendNumbered(log, 50);
      await log.settle();
    }
    const folder = join(place.folder, "generations/1/tile/0");
    expect((await readdir(join(folder, "000.p"))).sort()).toEqual(["201", "251"]);
    await appendNumbered(log, 50);
    await log.settle();
    expect((await readdir(folder)).sort()).toEqual(["000", "001.p"]);
    await log.close();
    expect(await verifyAt(place)).toMatchObject({ ok: true, size: 301 });
  });
});

describe("intent and outcome", () => {
  const shredding = { kind: "shredding", by: "ann", objects: ["a"], why: "asked" } as const;
  const shredded = {
    kind: "shredded",
    by: "ann",
    objects: ["a"],
    entries: [],
    outcome: "done",
  } as const;

  test.each(["settled", "unsettled"])(
    "an intent without outcome is found at the next start, %s or not",
    async (when) => {
      const place = await newPlace();
      const log = await openAt(place);
      const [first, second] = [await log.append(shredding), await log.append(shredding)];
      await log.append({ ...shredded, intent: first });
      if (when === "settled") await log.settle();
      const crashed = await copyOf(place);
      const again = await openAt(crashed);
      expect(again.opened.interrupted).toEqual([second]);
      const [newest] = await again.readNewest({ limit: 1 }, identity);
      expect(newest?.fact).toMatchObject({ kind: "interrupted", entry: second });
      await again.close();
      const third = await openAt(crashed);
      expect(third.opened.interrupted).toEqual([]);
      await third.close();
      await log.close();
    },
  );

  test("verifying tells intents without outcome", async () => {
    const place = await newPlace();
    const log = await openAt(place);
    const intent = await log.append(shredding);
    await log.close();
    expect((await verifyAt(place)).generations[0]?.openIntents).toEqual([intent]);
  });
});

describe("a log that is not what it was", () => {
  const grown = async (count = 300) => {
    const place = await newPlace();
    const log = await openAt(place);
    await appendNumbered(log, count);
    await log.close();
    return place;
  };

  test("put back to an earlier state, begins a new generation that names the last checkpoint", async () => {
    const place = await grown();
    const before = await copyOf(place);
    const log = await openAt(place);
    await appendNumbered(log, 10);
    const known = log.checkpoint;
    await log.close();
    await rm(place.folder, { recursive: true });
    await cp(before.folder, place.folder, { recursive: true });

    const restored = await openAt(place);
    expect(restored.opened).toMatchObject({ generation: 2, because: "shorter" });
    const [first] = await readAll(restored);
    const last = await readFile(`${place.signingKey}.last`, "utf8");
    expect(first?.fact).toMatchObject({ kind: "generation", number: 2, because: "shorter" });
    const named = first?.fact?.kind === "generation" ? first.fact.last : undefined;
    expect(sizeOf(named ?? "")).toBe(311);
    expect(sizeOf(known)).toBe(301);
    expect(last).toBe(restored.checkpoint);
    expect(restored.verifierKey).not.toBe(log.verifierKey);
    expect(parseCheckpoint(restored.checkpoint)?.origin.split("/").slice(0, 2)).toEqual(
      parseCheckpoint(known)?.origin.split("/").slice(0, 2),
    );
    await restored.close();

    const verification = await verifyAt(place);
    expect(verification).toMatchObject({ ok: true, findings: [], size: 1 });
    expect(verification.generations.map(({ number, lost }) => [number, lost])).toEqual([
      [1, 10],
      [2, 0],
    ]);
    const third = await openAt(place);
    expect(third.opened).toMatchObject({ generation: 2 });
    await third.close();
  });

  test("forked from what this machine signed, begins a new generation", async () => {
    const place = await grown();
    const other = await copyOf(place);
    const log = await openAt(place);
    await appendNumbered(log, 10, 1000);
    await log.close();
    const fork = await openAt(other);
    await appendNumbered(fork, 20, 2000);
    await fork.close();
    await rm(place.folder, { recursive: true });
    await cp(other.folder, place.folder, { recursive: true });
    const after = await openAt(place);
    expect(after.opened).toMatchObject({ generation: 2, because: "forked" });
    await after.close();
  });

  test("without its key, begins a new generation", async () => {
    const place = await grown();
    await rm(place.signingKey);
    const log = await openAt(place);
    expect(log.opened).toMatchObject({ generation: 2, because: "key-missing" });
    await log.close();
    expect(await verifyAt(place)).toMatchObject({ ok: true });
  });

  test("on another machine altogether, begins a new generation", async () => {
    const place = await grown();
    const elsewhere = { ...place, signingKey: (await newPlace()).signingKey };
    const log = await openAt(elsewhere);
    expect(log.opened).toMatchObject({ generation: 2, because: "key-missing" });
    await log.close();
    expect(await verifyAt(place)).toMatchObject({ ok: true });
  });

  test.each([
    ["its checkpoint is another text", "checkpoint", "no note\n"],
    ["its last tile is gone", "tile/0/001.p/45", undefined],
    ["its last tile is another", "tile/0/001.p/45", "x".repeat(45 * 32)],
    ["its last entries are others", "tile/entries/001.p/45", "x"],
    ["its key is no key", "key", "x"],
  ])("where %s, begins a new generation", async (_, path, content) => {
    const place = await grown();
    const file = join(place.folder, "generations/1", path);
    await (content === undefined ? rm(file) : writeFile(file, content));
    const log = await openAt(place);
    expect(log.opened).toMatchObject({ generation: 2, because: "damaged" });
    await log.append(numbered(1));
    await log.close();
    expect((await verifyAt(place)).ok).toBe(false);
  });

  test("whose only partial tile is another, above whole ones, begins a new generation", async () => {
    const place = await grown(255);
    await writeFile(join(place.folder, "generations/1/tile/1/000.p/1"), "x".repeat(32));
    const log = await openAt(place);
    expect(log.opened).toMatchObject({ generation: 2, because: "damaged" });
    await log.close();
  });

  test("begins anew when a restored installation asks for it, with what was unsettled signed", async () => {
    const place = await newPlace();
    const log = await openAt(place);
    await appendNumbered(log, 5);
    const crashed = await copyOf(place);
    await log.close();
    const next = await openAt(crashed, { goOn: "as-new-generation" });
    expect(next.opened).toMatchObject({ generation: 2, because: "asked" });
    await next.close();
    const verification = await verifyAt(crashed);
    expect(verification).toMatchObject({ ok: true });
    expect(verification.generations.map(({ size, lost }) => [size, lost])).toEqual([
      [6, 0],
      [1, 0],
    ]);
  });

  test("whose newest generation is gone, does not use its number again", async () => {
    const place = await grown();
    const before = await copyOf(place);
    await (await openAt(place, { goOn: "as-new-generation" })).close();
    await rm(place.folder, { recursive: true });
    await cp(before.folder, place.folder, { recursive: true });
    const log = await openAt(place);
    expect(log.opened).toMatchObject({ generation: 3, because: "shorter" });
    await log.close();
    expect((await verifyAt(place)).findings).toMatchObject([
      { generation: 3, where: "generations/3/follows", what: "generation-missing" },
    ]);
  });

  test("that is gone as a whole, does not begin as if it were the first", async () => {
    const place = await grown();
    const last = await readFile(`${place.signingKey}.last`, "utf8");
    await rm(place.folder, { recursive: true });
    const log = await openAt(place);
    expect(log.opened).toMatchObject({ generation: 2, because: "shorter" });
    expect((await readAll(log))[0]?.fact).toMatchObject({ kind: "generation", last });
    await log.close();
    expect((await verifyAt(place)).findings).toMatchObject([{ what: "generation-missing" }]);
  });

  test("on a disk that fails to read, does not open, and begins nothing", async () => {
    const place = await grown();
    const failing = (folder: string) => {
      const inner = diskFolder(folder);
      const read = async (path: string) => {
        if (path.endsWith("/key")) throw new Error("the disk fails to read");
        return inner.read(path);
      };
      return { ...new Breaker().wrap(inner), read };
    };
    await expect(openAt(place, { files: failing })).rejects.toThrow("fails to read");
    const log = await openAt(place);
    expect(log.opened.generation).toBe(1);
    await log.close();
  });

  test("keeps only the key of the generation that goes on", async () => {
    const place = await grown(1);
    await (await openAt(place, { goOn: "as-new-generation" })).close();
    await (await openAt(place)).close();
    expect((await readFile(place.signingKey, "utf8")).trimEnd().split("\n")).toHaveLength(1);
  });

  test("with a torn tail, loses nothing that was acknowledged", async () => {
    const place = await newPlace();
    const log = await openAt(place);
    await appendNumbered(log, 5);
    const crashed = await copyOf(place);
    await log.close();
    const wal = join(crashed.folder, "generations/1/wal-1");
    const files = await filesOf(join(crashed.folder, "generations/1"));
    const used = writtenOf(files, "wal-1").length > 0 ? wal : wal.replace("wal-1", "wal-0");
    const bytes = writtenOf(files, basename(used));
    await writeFile(used, Buffer.concat([bytes, bytes.subarray(0, bytes.length - 7)]));
    const again = await openAt(crashed);
    expect(again.opened.generation).toBe(1);
    expect(again.opened.cut).toBeGreaterThan(0);
    expect((await readAll(again)).map(({ fact }) => numberOf(fact))).toEqual([
      undefined,
      0,
      1,
      2,
      3,
      4,
    ]);
    await again.close();
    expect(await verifyAt(crashed)).toMatchObject({ ok: true, size: 6 });
  });
});

describe("shredding openings", () => {
  test("destroys what chosen entries say, settled or just written, and leaves every proof valid", async () => {
    const place = await newPlace();
    const log = await openAt(place);
    await appendNumbered(log, 600);
    await log.settle();
    await appendNumbered(log, 5, 600);
    const proof = await log.prove({ index: 3 }, identity);
    const sealed = await sealedOpenings(place);

    await log.shredOpenings([3, 300, 601, 602], identity);
    const entries = await readAll(log);
    const gone = entries.filter(({ state }) => state === "shredded").map(({ index }) => index);
    expect(gone).toEqual([3, 300, 601, 602]);
    expect(entries.filter(({ state }) => state !== "open")).toHaveLength(4);
    await expect(log.prove({ index: 3 }, identity)).rejects.toMatchObject({
      code: "evidence/opening-gone",
    });
    expect(verifyProof(proof, [log.verifierKey], primitives).ok).toBe(true);

    // What was sealed is in no file any more: not in openings, not in what was written first.
    const after = await filesOf(place.folder);
    for (const [path, bytes] of after)
      for (const piece of sealed) expect(Buffer.from(bytes).includes(piece), path).toBe(false);
    const intent = await log.append({ kind: "shredding", by: "ann", objects: ["x"], why: "asked" });
    await log.append({
      kind: "shredded",
      by: "ann",
      intent,
      objects: ["x"],
      entries: [
        [3, 3],
        [300, 300],
        [601, 602],
      ],
      outcome: "done",
    });
    await log.close();
    expect(await verifyAt(place)).toMatchObject({
      ok: true,
      generations: [{ openings: { shredded: 4, verified: 604 }, openIntents: [] }],
    });
  });

  test("overwrites the file they were in before letting it go", async () => {
    const place = await newPlace();
    const log = await openAt(place);
    await appendNumbered(log, 5);
    await log.settle();
    const file = join(place.folder, "generations/1/openings/000");
    const same = join(place.folder, "same");
    await link(file, same);
    expect((await readFile(same)).some((byte) => byte !== 0)).toBe(true);
    await log.shredOpenings([2], identity);
    const before = await readFile(same);
    expect(before.length).toBeGreaterThan(1000);
    expect(before.every((byte) => byte === 0)).toBe(true);
    await log.close();
  });

  test("that no fact tells of is found", async () => {
    const place = await newPlace();
    const log = await openAt(place);
    await appendNumbered(log, 5);
    await log.shredOpenings([2], identity);
    await log.close();
    expect((await verifyAt(place)).findings).toEqual([
      { generation: 1, where: "generations/1/openings/000", what: "opening-missing", entry: 2 },
    ]);
  });

  test("goes on with what is appended meanwhile", async () => {
    const place = await newPlace();
    const log = await openAt(place);
    await appendNumbered(log, 10);
    const [, more] = [
      await Promise.all([log.shredOpenings([1, 2], identity), appendNumbered(log, 700, 10)]),
      log.size,
    ];
    expect(more).toBe(711);
    const states = (await readAll(log)).map(({ state }) => state);
    expect(states.filter((state) => state === "shredded")).toHaveLength(2);
    await log.close();
    const again = await openAt(place);
    expect((await readAll(again)).filter(({ state }) => state === "open")).toHaveLength(709);
    await again.close();
  });

  test("reaches generations that ended", async () => {
    const place = await newPlace();
    const first = await openAt(place);
    await appendNumbered(first, 300);
    await first.close();
    const log = await openAt(place, { goOn: "as-new-generation" });
    const old = { generation: 1, from: 0, to: 400 };
    const statesOfOld = async () =>
      (await Array.fromAsync(log.readRange(old, identity))).map(({ state }) => state);
    expect(await log.sizeOf(1)).toBe(301);
    expect((await statesOfOld()).filter((state) => state === "open")).toHaveLength(301);
    const proof = await log.prove({ generation: 1, index: 7 }, identity);
    expect(verifyProof(proof, [first.verifierKey], primitives).ok).toBe(true);

    await log.shredOpenings([7, 280], identity, 1);
    expect((await statesOfOld()).filter((state) => state === "shredded")).toHaveLength(2);
    expect((await log.readNewest({ generation: 1, limit: 1 }, identity))[0]?.index).toBe(300);
    await log.append({
      kind: "shredded",
      by: "ann",
      intent: 0,
      objects: ["x"],
      entries: [
        [7, 7, 1],
        [280, 280, 1],
      ],
      outcome: "done",
    });
    await log.close();
    const verification = await verifyAt(place);
    expect(verification).toMatchObject({
      ok: true,
      generations: [{ openings: { shredded: 2 } }, {}],
    });
    const again = await openAt(place);
    await expect(again.sizeOf(3)).rejects.toMatchObject({ code: "evidence/no-such-generation" });
    await again.close();
  });

  test("with a key that does not open them is refused, and destroys nothing", async () => {
    const log = await openAt(await newPlace());
    await appendNumbered(log, 5);
    const stranger = X25519Identity.create(primitives);
    await expect(log.shredOpenings([2], stranger)).rejects.toMatchObject({
      code: "evidence/wrong-identity",
    });
    expect((await readAll(log)).every(({ state }) => state === "open")).toBe(true);
    await log.close();
  });

  test("of an entry that is not there is refused", async () => {
    const log = await openAt(await newPlace());
    await expect(log.shredOpenings([1], identity)).rejects.toMatchObject({
      code: "evidence/no-such-entry",
    });
    await log.close();
  });

  /** The end of what is sealed in each group that holds one of the entries to go. */
  async function sealedOpenings(place: Place): Promise<readonly Buffer[]> {
    const files = await filesOf(join(place.folder, "generations/1"));
    const groups = [0, 1].flatMap(
      (bundle) => parseOpenings(files.get(openingsPath(bundle))!, bundle).groups,
    );
    const settled = groups.filter(({ indices }) => indices.includes(3) || indices.includes(300));
    const unsettled = walNames
      .map((name) => writtenOf(files, name))
      .filter(({ length }) => length > 0);
    expect([settled.length, unsettled.length]).toEqual([2, 1]);
    return [...settled.map(({ sealed }) => sealed), ...unsettled].map((bytes) =>
      Buffer.from(bytes.subarray(bytes.length - 32)),
    );
  }
});

describe("a proof of one entry", () => {
  test("shows chosen members alone, and verifies without the log", async () => {
    const log = await openAt(await newPlace());
    await appendNumbered(log, 300);
    const index = await log.append({
      kind: "signed-in",
      by: "hub",
      person: "Secret Name",
      how: "password",
    });
    const proof = await log.prove({ index, show: ["kind", "at"] }, identity);
    const carried = JSON.parse(JSON.stringify(proof)) as typeof proof;
    expect(JSON.stringify(proof)).not.toContain("Secret");
    for (const primitives of [anywherePrimitives]) {
      const verification = verifyProof(carried, [log.verifierKey], primitives);
      expect(verification).toMatchObject({
        ok: true,
        index,
        shown: { kind: "signed-in", at: expect.any(String) },
        checkpoint: { size: 302 },
      });
      expect(Object.keys(verification.shown ?? {})).toEqual(["kind", "at"]);
    }
    const whole = await log.prove({ index }, identity);
    expect(verifyProof(whole, [log.verifierKey], primitives).shown).toMatchObject({
      person: "Secret Name",
    });
    await log.close();
  });

  test("of something else does not verify", async () => {
    const log = await openAt(await newPlace());
    await appendNumbered(log, 10);
    const proof = await log.prove({ index: 4 }, identity);
    const other = await log.prove({ index: 5 }, identity);
    const trusted = [log.verifierKey];
    const findings = (changed: typeof proof, keys = trusted) =>
      verifyProof(changed, keys, primitives).findings;
    const [first, ...rest] = proof.fields;
    expect(findings(proof)).toEqual([]);
    expect(findings(proof, [])).toEqual(["unknown-key"]);
    expect(findings({ ...proof, leaf: other.leaf })).toEqual([
      "not-in-the-log",
      "field-does-not-match",
    ]);
    expect(findings({ ...proof, proof: other.proof })).toEqual(["not-in-the-log"]);
    expect(findings({ ...proof, fields: [{ ...first!, value: "x" }, ...rest] })).toEqual([
      "field-does-not-match",
    ]);
    expect(findings({ ...proof, fields: [first!, first!] })).toEqual(["field-does-not-match"]);
    expect(findings({ ...proof, proof: proof.proof.replace("\n11\n", "\n12\n") })).toEqual([
      "bad-signature",
    ]);
    expect(findings({ ...proof, proof: proof.proof.replace("@v1", "@v2") })).toEqual([
      "not-a-proof",
    ]);
    expect(findings({ ...proof, leaf: "{}" })).toEqual(["not-a-proof"]);
    await log.close();
  });

  test("is refused for an entry or a member that is not there", async () => {
    const log = await openAt(await newPlace());
    await expect(log.prove({ index: 1 }, identity)).rejects.toMatchObject({
      code: "evidence/no-such-entry",
    });
    await expect(log.prove({ index: -1 }, identity)).rejects.toMatchObject({
      code: "evidence/no-such-entry",
    });
    await expect(log.prove({ index: 0, show: ["person"] }, identity)).rejects.toMatchObject({
      code: "evidence/no-such-field",
    });
    await log.close();
  });
});
