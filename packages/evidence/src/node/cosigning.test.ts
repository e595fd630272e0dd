import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCheckpoint, verifyCheckpoint } from "../checkpoint.ts";
import { generationFolder } from "../log-files.ts";
import { parseVerifierKey } from "../note.ts";
import { cosignerOf, formatWitnessKey, makeWitnessKey } from "../witness/cosignature.ts";
import { MemoryWitnessStore } from "../witness/memory-store.ts";
import { Witness } from "../witness/witness.ts";
import { mergeWitnessed, parseWitnessed } from "../witness/witnessed.ts";
import { Breaker } from "./breaking-folder.contract.ts";
import type { EvidenceLog } from "./evidence-log.ts";
import { diskFolder } from "./log-folder.ts";
import {
  appendNumbered,
  filesOf,
  newPlace,
  openAt,
  readerOf,
  verifyAt,
  type Place,
} from "./open-log.contract.ts";
import { nodeEvidencePrimitives as primitives } from "./primitives.ts";
import { verify } from "../verify/verify.ts";

const keys = ["laptop", "tablet", "hub"].map((name, at) =>
  makeWitnessKey(name, new Uint8Array(32).fill(at + 1), primitives),
);
const [laptop, tablet] = keys.map(formatWitnessKey) as [string, string];
const witnessesOf = () =>
  keys.map(
    (key) =>
      new Witness({
        store: new MemoryWitnessStore(),
        cosigner: cosignerOf(key, primitives),
        now: () => 1_800_000_000_000,
        primitives,
      }),
  ) as [Witness, Witness, Witness];

async function askFor(log: EvidenceLog, witness: Witness): Promise<string> {
  const origin = parseVerifierKey(log.verifierKey, primitives).name;
  await witness.addLog(log.verifierKey);
  const known = (await witness.find(origin))?.last;
  const offer = await log.offer((known && parseCheckpoint(known)?.size) || 0);
  const answer = await witness.answer(new TextEncoder().encode(offer));
  return answer.cosigned ? answer.note : expect.unreachable(answer.because);
}

const add = async (log: EvidenceLog, witness: Witness) =>
  log.addCosignatures(await askFor(log, witness), keys);

test("cosignatures are kept with the log, published, and verified by whoever has the keys", async () => {
  const place = await newPlace();
  const log = await openAt(place);
  const [one, two] = witnessesOf();
  await appendNumbered(log, 9);
  expect(await add(log, one)).toMatchObject([{ name: "laptop", size: 10 }]);
  await add(log, two);
  expect(log.checkpoint.match(/^— /gm)).toHaveLength(3);
  await appendNumbered(log, 300);
  await log.settle();
  expect(log.checkpoint.match(/^— /gm)).toHaveLength(1);
  expect(await add(log, one)).toMatchObject([{ name: "laptop", size: 310 }]);
  await log.close();

  const keysAnd = (...all: string[]) => ({ witnesses: { keys: all, need: all.length } });
  const both = await verifyAt(place, keysAnd(laptop, tablet));
  expect(both.findings).toEqual([]);
  expect(both.generations[0]?.witnesses).toEqual([
    { name: "laptop", key: laptop, size: 310, at: "2027-01-15T08:00:00.000Z" },
    { name: "tablet", key: tablet, size: 10, at: "2027-01-15T08:00:00.000Z" },
  ]);
  const third = await verifyAt(place, keysAnd(laptop, formatWitnessKey(keys[2]!)));
  expect(third.findings).toMatchObject([{ what: "not-witnessed" }]);
  expect((await verifyAt(place)).ok).toBe(true);
});

test("a log that was put back behind what a witness cosigned is found out", async () => {
  const place = await newPlace();
  const log = await openAt(place);
  const [witness] = witnessesOf();
  await appendNumbered(log, 5);
  await add(log, witness);
  await log.settle();
  const before = await filesOf(place.folder);
  await appendNumbered(log, 5);
  await add(log, witness);
  await log.close();
  const after = await filesOf(place.folder);
  const path = `${generationFolder(1)}/witnessed`;
  const back = new Map([...before, [path, after.get(path)!]]); // the cosignature came from elsewhere
  const { findings } = await verify({ read: readerOf(back), primitives });
  expect(findings).toMatchObject([{ what: "rolled-back", where: path }]);
});

test("what witnesses of another log or nobody known cosigned is not taken", async () => {
  const [log, other] = [await openAt(await newPlace()), await openAt(await newPlace())];
  const [witness] = witnessesOf();
  const foreign = await askFor(other, witness);
  await expect(log.addCosignatures(foreign, keys)).rejects.toThrow("no checkpoint of this");
  const note = await askFor(log, witness);
  await expect(log.addCosignatures(note, keys.slice(1))).rejects.toThrow("None of the witnesses");
  await expect(log.addCosignatures(log.checkpoint, keys)).rejects.toThrow("None of the witnesses");
  await expect(log.offer(1000)).rejects.toThrow("put back");
  await log.close();
  await other.close();
});

test("any changed byte of the kept cosignatures is found, and where", async () => {
  const place = await newPlace();
  const log = await openAt(place);
  await appendNumbered(log, 3);
  const [one, two] = witnessesOf();
  await add(log, one);
  await appendNumbered(log, 3);
  await add(log, two);
  await appendNumbered(log, 3);
  await log.close();
  const files = await filesOf(place.folder);
  const path = `${generationFolder(1)}/witnessed`;
  const bytes = files.get(path)!;
  const witnesses = { keys: [laptop, tablet], need: 2 };
  await fc.assert(
    fc.asyncProperty(
      fc.nat(bytes.length - 1),
      fc.integer({ min: 1, max: 255 }),
      async (at, flip) => {
        const changed = bytes.slice();
        changed[at]! ^= flip;
        const read = readerOf(new Map([...files, [path, changed]]));
        const { findings } = await verify({ read, primitives, witnesses });
        expect(findings).not.toEqual([]);
        for (const { where } of findings) expect(where).toMatch(/witnessed$|checkpoint$/);
      },
    ),
    { numRuns: 150 },
  );
});

test.each([1, 2].flatMap((at) => (["before", "after"] as const).map((how) => [at, how] as const)))(
  "breaking at write %i of keeping a cosignature, %s it, nothing is lost",
  async (at, how) => {
    const place = await newPlace();
    const plain = await openAt(place);
    const [one, two] = witnessesOf();
    await appendNumbered(plain, 4);
    await add(plain, one);
    await plain.close();
    const note = await preparedNote(place, two);
    const breaker = new Breaker();
    const log = await openAt(place, { files: (folder) => breaker.wrap(diskFolder(folder)) });
    await log.settle();
    const plan = new Breaker({ at: breaker.writes + at, how, afterwards: "goes on" });
    await log.close();
    const broken = await openAt(place, { files: (folder) => plan.wrap(diskFolder(folder)) });
    await broken.settle();
    await expect(broken.addCosignatures(note, keys)).rejects.toThrow("broke");
    await broken.addCosignatures(note, keys);
    await appendNumbered(broken, 2);
    await broken.close();
    const witnesses = { keys: [laptop, tablet], need: 2 };
    expect((await verifyAt(place, { witnesses })).findings).toEqual([]);
  },
);

async function preparedNote(place: Place, witness: Witness): Promise<string> {
  const log = await openAt(place);
  const note = await askFor(log, witness);
  await log.close();
  return note;
}

test("of each witness the largest is kept, and any file is read or refused", async () => {
  const log = await openAt(await newPlace());
  const witnesses = witnessesOf();
  const notes: string[] = [];
  for (const [at, witness] of [...witnesses, ...witnesses, witnesses[0]].entries()) {
    if (at % 2 === 0) await appendNumbered(log, 2);
    notes.push(await askFor(log, witness));
  }
  const merged = notes.reduce<readonly string[]>(mergeWitnessed, []);
  const key = parseVerifierKey(log.verifierKey, primitives);
  expect(merged.every((note) => verifyCheckpoint(note, key, primitives))).toBe(true);
  const lines = merged.flatMap((note) => note.match(/^— (?:laptop|tablet|hub) .*$/gm));
  expect(lines).toHaveLength(3);
  const inAnyOrder = fc.shuffledSubarray(notes, { minLength: notes.length });
  const sorted = (all: readonly string[]) => all.flatMap((note) => note.split("\n")).toSorted();
  fc.assert(
    fc.property(inAnyOrder, (order) => {
      const other = order.reduce<readonly string[]>(mergeWitnessed, []);
      expect(sorted(other)).toEqual(sorted(merged));
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(() => parseWitnessed(bytes)).not.toThrow();
    }),
  );
  await log.close();
});
