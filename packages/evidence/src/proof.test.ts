import { canonicalJson, toBase64, utf8, type Json } from "@homepoint/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { signCheckpoint } from "./checkpoint.ts";
import { commit, parseOpening } from "./leaf.ts";
import { formatVerifierKey, makeSignerKey } from "./note.ts";
import { anywherePrimitives as primitives } from "./primitives.ts";
import { makeProof, readProof, verifyProof, type Proof } from "./proof.ts";
import { leafHash, nodeHash } from "./tree.ts";
import { saltsFrom } from "./leaf.ts";

// A log of two entries, made by hand; the one proven is the second.
const signer = makeSignerKey("homepoint/x/1", primitives.random(32), primitives);
const key = formatVerifierKey(signer);
const fact = {
  kind: "signed-in",
  at: "2026-11-22T07:30:00.000Z",
  by: "hub",
  person: "ann",
  how: "token",
} as const;
const { leaf, opening } = commit(fact, primitives, saltsFrom(primitives));
const hashes = [
  leafHash(utf8("another leaf"), primitives),
  leafHash(utf8(leaf), primitives),
] as const;
const root = nodeHash(hashes[0], hashes[1], primitives);
const checkpoint = signCheckpoint({ origin: signer.name, size: 2, root }, signer, primitives);
const fields = (parseOpening(opening) ?? expect.unreachable()).fields.filter(
  ({ name }) => name !== "person",
);
const proof: Proof = {
  v: 1,
  leaf,
  fields,
  key,
  proof: `c2sp.org/tlog-proof@v1\nindex 1\n${toBase64(hashes[0])}\n\n${checkpoint}`,
};
const bytes = utf8(canonicalJson(proof));

test("a proof made by hand from C2SP tlog-proof verifies, and shows what it shows", () => {
  const { person: _, ...shown } = fact;
  expect(verifyProof(proof, [key], primitives)).toMatchObject({ ok: true, index: 1, shown });
});

test("a proof is made from the tiles of its tree", async () => {
  const tile = new Uint8Array([...hashes[0], ...hashes[1]]);
  const readTile = async () => tile;
  const parts = { index: 1, leaf: utf8(leaf), fields, checkpoint, readTile, key };
  expect(await makeProof(parts, primitives)).toEqual(proof);
  await expect(makeProof({ ...parts, index: 2 }, primitives)).rejects.toMatchObject({
    code: "evidence/no-such-entry",
  });
  await expect(makeProof({ ...parts, checkpoint: "" }, primitives)).rejects.toMatchObject({
    code: "evidence/bad-checkpoint",
  });
});

test("a proof reads back from its file", () => {
  expect(readProof(bytes)).toEqual(proof);
});

test("any changed byte of a proof makes it no proof, or one that does not hold", () => {
  const inKey = new TextDecoder().decode(bytes).indexOf('"key"');
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, by) => {
      // What it says its key is serves people alone.
      fc.pre(place < inKey || place > inKey + 8 + key.length);
      const changed = bytes.slice();
      changed[place]! ^= by;
      const read = readProof(changed);
      if (read) expect(verifyProof(read, [key], primitives).ok).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test("any bytes and any JSON are read without harm", () => {
  fc.assert(fc.property(fc.uint8Array(), (any) => readProof(any) === undefined));
  const near = fc.record({
    v: fc.constantFrom<Json>(1, 2),
    leaf: fc.oneof(fc.string(), fc.constant(leaf)),
    proof: fc.oneof(fc.string(), fc.constant(proof.proof)),
    key: fc.string(),
    fields: fc.oneof(fc.jsonValue(), fc.constant(fields as Json)),
  });
  fc.assert(
    fc.property(near, (near) => {
      const read = readProof(utf8(JSON.stringify(near)));
      if (read) verifyProof(read, [key], primitives);
    }),
  );
});
