import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { utf8 } from "@homepoint/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readDisclosure, verifyDisclosure, type Disclosure } from "../disclosure/disclosure.ts";
import { proveMany, rootOfMany } from "../disclosure/many-inclusion.ts";
import { plainMembers } from "../disclosure/plain-members.ts";
import type { Selection } from "../disclosure/selection.ts";
import type { NewFact } from "../fact.ts";
import { rootAt } from "../inclusion.ts";
import { commitmentOf, parseLeaf } from "../leaf.ts";
import { currentFile } from "../log-files.ts";
import { hashLength } from "../tree.ts";
import { cosignerOf, formatWitnessKey, makeWitnessKey } from "../witness/cosignature.ts";
import { treeOf } from "../witness/made-tree.contract.ts";
import { MemoryWitnessStore } from "../witness/memory-store.ts";
import { Witness } from "../witness/witness.ts";
import { discloseFolder } from "./disclosing.ts";
import type { EvidenceLog } from "./evidence-log.ts";
import { identity, newPlace, openAt } from "./open-log.contract.ts";
import { nodeEvidencePrimitives as primitives } from "./primitives.ts";

const start = Date.parse("2026-06-01T09:00:00.000Z");
const hour = 3_600_000;
const secrets = ["Ada-Pilot", "field-of-tulips.txt", "tiles.example", "SERIAL-0815", "tablet-7"];

/** One fact an hour, the same round again and again. */
const round: readonly NewFact[] = [
  {
    kind: "sealed",
    by: "Ada-Pilot",
    object: "SERIAL-0815",
    sha256: "00",
    size: 42,
    source: "tablet-7",
    name: "field-of-tulips.txt",
  },
  {
    kind: "verdict",
    by: "gateway",
    attempt: {
      kind: "connection",
      subject: { kind: "client", id: "tablet-7" },
      direction: "out",
      host: "tiles.example",
      port: 443,
      protocol: "tcp",
    },
    verdict: { allowed: false, because: "not-granted", mode: "local-data" },
  },
  { kind: "opened", by: "Ada-Pilot", object: "SERIAL-0815", person: "Ada-Pilot" },
  { kind: "heartbeat", by: "hub", runningSeconds: 7, interfaces: {} },
];

async function madeLog(count: number): Promise<EvidenceLog> {
  let now = start;
  const log = await openAt(await newPlace("memory"), { now: () => now });
  for (let at = 1; at < count; at += 1) {
    now = start + Math.floor(at / 8) * hour;
    await log.append(round[at % round.length]!);
  }
  return log;
}

const verified = (disclosure: Disclosure) => verifyDisclosure({ disclosure, primitives });
const bytesOf = (disclosure: Disclosure) => JSON.stringify(disclosure);
const day: Selection = { members: "plain", extent: "whole" };

test("an auditor sees the verdicts of some hours, and no name", async () => {
  const log = await madeLog(300);
  const disclosure = await log.disclose(
    { ...day, from: "2026-06-01T11:00:00Z", until: "2026-06-01T13:00:00Z", kinds: ["verdict"] },
    identity,
  );
  const read = readDisclosure(utf8(bytesOf(disclosure)));
  const { ok, entries, findings } = verified(read!);
  expect([ok, findings]).toEqual([true, []]);
  expect(entries).toHaveLength(16);
  expect(new Set(entries.map((entry) => entry.hour))).toEqual(
    new Set(["2026-06-01T11Z", "2026-06-01T12Z"]),
  );
  const shown = entries.filter((entry) => Object.keys(entry.shown).length > 0);
  expect(shown).toHaveLength(4);
  expect(shown[0]).toMatchObject({
    shown: { kind: "verdict", verdict: { allowed: false, because: "not-granted" } },
    withheld: 2,
  });
  for (const secret of secrets) expect(bytesOf(disclosure)).not.toContain(secret);
  await log.close();
});

test("what was not chosen is nowhere in the bytes, and cannot be guessed", async () => {
  const log = await madeLog(120);
  const all = await log.disclose({ members: "all", extent: "whole" }, identity);
  const everything = new Map(
    all.runs.flatMap(({ entries }) => entries).map(({ index, fields }) => [index, fields]),
  );
  const names = [...new Set([...everything.values()].flat().map(({ name }) => name))];
  await fc.assert(
    fc.asyncProperty(
      fc.subarray(names),
      fc.subarray(names),
      fc.subarray(["sealed", "verdict", "opened", "heartbeat"] as const, { minLength: 1 }),
      fc.constantFrom("whole", "chosen-only"),
      async (members, withhold, kinds, extent) => {
        const selection = { members, withhold, kinds, extent } as Selection;
        const disclosure = await log.disclose(selection, identity);
        const text = bytesOf(disclosure);
        const { ok, findings } = verified(disclosure);
        expect([ok, findings]).toEqual([true, []]);
        const shown = new Set(
          disclosure.runs.flatMap(({ entries }) =>
            entries.flatMap(({ fields }) => fields.map(({ salt }) => salt)),
          ),
        );
        const isShown = (name: string) => members.includes(name) && !withhold.includes(name);
        for (const { index, leaf, fields } of disclosure.runs[0]?.entries ?? []) {
          const { commitments } = parseLeaf(utf8(leaf))!;
          for (const field of everything.get(index)!) {
            if (fields.some(({ name }) => name === field.name)) continue;
            expect(text.includes(field.salt)).toBe(false);
            const guess = [...shown].some((salt) =>
              commitments.includes(commitmentOf({ ...field, salt }, primitives)),
            );
            expect(guess).toBe(false);
          }
        }
        const told = [...everything.values()].flat().filter(({ name }) => isShown(name));
        for (const secret of secrets)
          if (!JSON.stringify(told).includes(secret)) expect(text).not.toContain(secret);
      },
    ),
    { numRuns: 25 },
  );
  await log.close();
}, 60_000);

test("nothing in it can be changed, left out or put in unseen", async () => {
  const log = await madeLog(60);
  const disclosure = await log.disclose({ ...day, members: "all" }, identity);
  const bytes = utf8(bytesOf(disclosure));
  const trusted = [log.verifierKey];
  const before = verifyDisclosure({ disclosure, trusted, primitives });
  expect(before.ok).toBe(true);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = bytes.slice();
      changed[at]! ^= flip;
      const read = readDisclosure(changed);
      if (!read) return;
      const after = verifyDisclosure({ disclosure: read, trusted, primitives });
      // The file's own key and number are for people; whoever verifies brought the key.
      const { entries } = after;
      if (after.ok)
        expect(entries.map(({ shown, index }) => [index, shown])).toEqual(
          before.entries.map(({ shown, index }) => [index, shown]),
        );
    }),
    { numRuns: 500 },
  );
  const [run] = disclosure.runs;
  const without = (gone: number) => ({
    ...disclosure,
    runs: [{ ...run!, entries: run!.entries.filter(({ index }) => index !== gone) }],
  });
  for (let index = 0; index < 60; index += 1) expect(verified(without(index)).ok).toBe(false);
  const partly = await log.disclose(
    { ...day, kinds: ["verdict"], extent: "chosen-only" },
    identity,
  );
  expect(verified(partly).ok).toBe(true);
  expect(verified({ ...partly, extent: "whole" }).findings[0]?.what).toBe("entries-left-out");
  const stranger = await madeLog(5);
  expect(
    verifyDisclosure({ disclosure, trusted: [stranger.verifierKey], primitives }).findings,
  ).toEqual([{ generation: 1, what: "unknown-key" }]);
  await stranger.close();
  await log.close();
});

test("a checkpoint that witnesses cosigned is preferred where it reaches far enough", async () => {
  const log = await madeLog(40);
  const key = makeWitnessKey("auditor", new Uint8Array(32).fill(5), primitives);
  const witness = new Witness({
    store: new MemoryWitnessStore(),
    cosigner: cosignerOf(key, primitives),
    now: () => start,
    primitives,
  });
  await witness.addLog(log.verifierKey);
  const answer = await witness.answer(utf8(await log.offer(0)));
  await log.addCosignatures(answer.cosigned ? answer.note : "", [key]);
  await log.append(round[3]!);
  const witnesses = { keys: [formatWitnessKey(key)], need: 1 };
  const early = await log.disclose({ ...day, until: "2026-06-01T11:00:00Z" }, identity);
  const judged = verifyDisclosure({ disclosure: early, witnesses, primitives });
  expect(judged).toMatchObject({ ok: true, witnesses: [{ name: "auditor", size: 40 }] });
  const late = await log.disclose(day, identity);
  expect(verifyDisclosure({ disclosure: late, witnesses, primitives }).findings).toMatchObject([
    { what: "not-witnessed" },
  ]);
  await log.close();
});

test("what was shredded stays a leaf, and nothing chosen is nothing disclosed", async () => {
  const log = await madeLog(20);
  await log.shredOpenings([1, 5], identity);
  const disclosure = await log.disclose({ ...day, kinds: ["verdict"] }, identity);
  expect(verified(disclosure).ok).toBe(true);
  const empty = disclosure.runs[0]!.entries.filter(({ fields }) => fields.length === 0);
  expect(empty.map(({ index }) => index)).toEqual(expect.arrayContaining([1, 5]));
  const none = await log.disclose({ ...day, from: "2027-01-01T00:00:00Z" }, identity);
  expect(none.runs).toEqual([]);
  await log.close();
});

test("one proof for many leaves gives the root, for any leaves of any tree", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 700 }),
      fc.array(fc.nat(699)),
      async (size, picks) => {
        const tree = treeOf(Array.from({ length: size }, (_, at) => `${at}`));
        const indices = [...new Set(picks.filter((at) => at < size))].sort((a, b) => a - b);
        const hashes = await proveMany({ size, indices, source: tree });
        const leaves = await Promise.all(
          indices.map(async (index) => {
            const number = Math.floor(index / 256);
            const width = Math.min(256, size - number * 256);
            const tile = await tree.readTile({ level: 0, index: number, width });
            return tile.slice((index % 256) * hashLength, ((index % 256) + 1) * hashLength);
          }),
        );
        const root = await rootAt(size, tree);
        const proved = { size, indices, leaves, hashes };
        expect(rootOfMany(proved, primitives)).toEqual(root);
        if (hashes.length > 0)
          expect(rootOfMany({ ...proved, hashes: hashes.slice(1) }, primitives)).toBeUndefined();
        expect(rootOfMany({ ...proved, hashes: [...hashes, root] }, primitives)).toBeUndefined();
        if (indices.length > 1)
          expect(
            rootOfMany({ ...proved, indices: indices.toReversed() }, primitives),
          ).toBeUndefined();
      },
    ),
    { numRuns: 60 },
  );
});

test("any bytes are a disclosure or none", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(readDisclosure(bytes)).toBeUndefined();
    }),
  );
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(() => readDisclosure(utf8(text))).not.toThrow();
    }),
  );
});

test("a copy tells what its log told, whatever generation it says it has come to", async () => {
  const place = await newPlace("memory");
  const log = await openAt(place);
  for (const fact of round) await log.append(fact);
  const told = await log.disclose(day, identity);
  await log.close();
  expect(await discloseFolder(place.folder, day, identity)).toEqual(told);
  await writeFile(join(place.folder, currentFile), `${Number.MAX_SAFE_INTEGER}\n`);
  expect(await discloseFolder(place.folder, day, identity)).toEqual(told);
});

test("plain members name nobody", () => {
  // Here `from` is a time.
  const spans = ["gap", "clock", "mission-planned", "mission-enforced", "verdicts-aggregated"];
  const names = ["by", "person", "name", "host", "object", "sha256", "source", "to", "from"];
  for (const [kind, members] of Object.entries(plainMembers))
    for (const member of members as readonly string[])
      if (!spans.includes(kind)) expect(names).not.toContain(member);
});
