import { utf8 } from "@homepoint/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatVerifierKey, makeSignerKey, parseNote } from "../note.ts";
import { anywherePrimitives as primitives } from "../primitives.ts";
import {
  cosignerOf,
  formatWitnessKey,
  formatWitnessSigner,
  makeWitnessKey,
  parseWitnessKey,
  parseWitnessSigner,
  readCosignatures,
} from "./cosignature.ts";
import { keyNamed, noteOf, offerOf, treeOf } from "./made-tree.contract.ts";
import { MemoryWitnessStore } from "./memory-store.ts";
import { formatOffer, parseOffer, type Offer } from "./offer.ts";
import { Witness } from "./witness.ts";

const log = keyNamed("example.com/log");
const witnessKey = makeWitnessKey("tablet", new Uint8Array(32).fill(9), primitives);
const seconds = 1_679_315_147;
const leavesOf = (count: number, salt = "") =>
  Array.from({ length: count }, (_, at) => `leaf ${at}${salt}`);

async function newWitness(store = new MemoryWitnessStore()) {
  const witness = new Witness({
    store,
    cosigner: cosignerOf(witnessKey, primitives),
    now: () => seconds * 1000 + 7,
    primitives,
  });
  await witness.addLog(formatVerifierKey(log));
  return witness;
}

const verified = (note: string) =>
  readCosignatures(parseNote(utf8(note))!, [witnessKey], primitives); // as the witness gave it

describe("a witness", () => {
  test("cosigns what goes on from the last it saw, and everyone can verify that", async () => {
    const witness = await newWitness();
    for (const [old, size] of [
      [0, 3],
      [3, 3],
      [3, 256],
      [256, 700],
    ] as const) {
      const answer = await witness.cosign(await offerOf(treeOf(leavesOf(size)), old, log));
      if (!answer.cosigned) expect.unreachable(answer.because);
      expect(answer.note.endsWith(answer.lines)).toBe(true);
      const { valid, bad } = verified(answer.note);
      expect(bad).toEqual([]);
      expect(valid).toMatchObject([{ key: { name: "tablet" }, seconds }]);
    }
  });

  test("answers the protocol's own text, whoever carries it", async () => {
    const witness = await newWitness();
    await witness.answer(utf8(formatOffer(await offerOf(treeOf(leavesOf(5)), 0, log))));
    const body = formatOffer(await offerOf(treeOf(leavesOf(9)), 5, log));
    expect(body).toMatch(/^old 5\n(?:[A-Za-z0-9+/=]{44}\n)+\nexample\.com\/log\n9\n/);
    expect(await witness.answer(utf8(body))).toMatchObject({ cosigned: true });
    expect(await witness.answer(utf8("old x\n\n"))).toEqual({
      cosigned: false,
      because: "not-an-offer",
    });
  });

  test("never cosigns a fork, a rollback or another root, whatever proof comes with it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 600 }),
        fc.integer({ min: 0, max: 600 }),
        fc.integer({ min: 0, max: 599 }),
        fc.integer({ min: 0, max: 600 }),
        async (size, more, changed, old) => {
          const witness = await newWitness();
          const honest = treeOf(leavesOf(size));
          await witness.cosign(await offerOf(honest, 0, log));
          const leaves = leavesOf(size + more);
          leaves[changed % size] = "another";
          const forked = treeOf(leaves);
          const own = Math.min(old, size + more);
          for (const offer of [
            await offerOf(forked, Math.min(size, forked.size), log),
            await offerOf(forked, own, log),
            {
              ...(await offerOf(forked, size, log)),
              path: (await offerOf(treeOf(leavesOf(size + more)), size, log)).path,
            },
            { old: size, path: [], note: await noteOf(forked, forked.size, log) },
            { old, path: [], note: await noteOf(honest, 1 + (changed % (size - 1)), log) },
          ] satisfies Offer[])
            expect(await witness.cosign(offer)).toMatchObject({ cosigned: false });
          const after = await witness.find(log.name);
          expect(parseNote(utf8(after!.last!))!.text).toContain(`\n${size}\n`);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("keeps two trees of one size, which prove the fork to anyone", async () => {
    const witness = await newWitness();
    await witness.cosign(await offerOf(treeOf(leavesOf(4)), 0, log));
    const other = await noteOf(treeOf(leavesOf(4, "!")), 4, log);
    expect(await witness.cosign({ old: 4, path: [], note: other })).toEqual({
      cosigned: false,
      because: "forked",
      size: 4,
    });
    expect((await witness.find(log.name))!.against).toEqual([other]);
  });

  test("says what size it knows to whoever does not", async () => {
    const witness = await newWitness();
    await witness.cosign(await offerOf(treeOf(leavesOf(40)), 0, log));
    expect(await witness.cosign(await offerOf(treeOf(leavesOf(90)), 0, log))).toEqual({
      cosigned: false,
      because: "another-size",
      size: 40,
    });
    const shorter = await offerOf(treeOf(leavesOf(30)), 0, log);
    expect(await witness.cosign({ ...shorter, old: 40 })).toMatchObject({
      because: "not-an-offer",
    });
  });

  test("knows only the logs it was told of, by their keys", async () => {
    const witness = await newWitness();
    const stranger = keyNamed("example.com/stranger");
    expect(await witness.cosign(await offerOf(treeOf(["a"]), 0, stranger))).toMatchObject({
      because: "unknown-log",
    });
    const forger = { ...keyNamed("example.com/forger"), name: log.name, id: log.id };
    expect(await witness.cosign(await offerOf(treeOf(["a"]), 0, forger))).toMatchObject({
      because: "bad-signature",
    });
    const impostor = makeSignerKey(log.name, new Uint8Array(32), primitives);
    await expect(witness.addLog(formatVerifierKey(impostor))).rejects.toThrow("another key");
  });

  test("cosigns one of two forks that come at the same time", async () => {
    const witness = await newWitness();
    const offers = [treeOf(leavesOf(3)), treeOf(leavesOf(3, "!"))].map((tree) =>
      offerOf(tree, 0, log),
    );
    const answers = await Promise.all(offers.map(async (offer) => witness.cosign(await offer)));
    expect(answers.filter(({ cosigned }) => cosigned)).toHaveLength(1);
  });

  test("gives no cosignature that it could not remember", async () => {
    class Broken extends MemoryWitnessStore {
      override async replace(origin: string, next: Parameters<MemoryWitnessStore["replace"]>[1]) {
        if (next.last !== undefined) throw new Error("disk full");
        return super.replace(origin, next);
      }
    }
    const witness = await newWitness(new Broken());
    await expect(witness.cosign(await offerOf(treeOf(["a"]), 0, log))).rejects.toThrow("disk full");
  });
});

describe("cosignatures", () => {
  test("any changed byte of a cosigned note is noticed", async () => {
    const witness = await newWitness();
    const answer = await witness.cosign(await offerOf(treeOf(leavesOf(7)), 0, log));
    const note = utf8(answer.cosigned ? answer.note : "");
    fc.assert(
      fc.property(fc.nat(note.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = note.slice();
        bytes[at]! ^= flip;
        const parsed = parseNote(bytes);
        const { valid } = parsed
          ? readCosignatures(parsed, [witnessKey], primitives)
          : { valid: [] };
        // The log's own signature is another matter: it is the log's line.
        const isOwnLine = at > answerStart(note) && at < cosignatureStart(note);
        expect(valid.length === 0 || isOwnLine).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("any text is an offer or none, and never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(() => parseOffer(bytes)).not.toThrow();
      }),
    );
  });

  test("keys are written as Go writes them, with type 4, and read back", () => {
    const text = formatWitnessKey(witnessKey);
    expect(text).toMatch(/^tablet\+[0-9a-f]{8}\+B/);
    expect(parseWitnessKey(text, primitives)).toMatchObject({ name: "tablet" });
    expect(parseWitnessSigner(formatWitnessSigner(witnessKey), primitives)).toEqual(witnessKey);
    expect(() => parseWitnessKey(formatVerifierKey(log), primitives)).toThrow();
  });
});

const dash = utf8("\n\n—");
function answerStart(note: Uint8Array): number {
  return note.findIndex((_, at) => dash.every((byte, of) => note[at + of] === byte)) + 1;
}
function cosignatureStart(note: Uint8Array): number {
  const line = utf8("— tablet");
  return note.findIndex((_, at) => line.every((byte, of) => note[at + of] === byte));
}
