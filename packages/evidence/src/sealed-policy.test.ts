import { textOf, utf8 } from "@homepoint/base";
import { defaultPolicy, writePolicy, type Policy } from "@homepoint/policy";
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatVerifierKey, makeSignerKey } from "./note.ts";
import { anywherePrimitives as primitives } from "./primitives.ts";
import { readSealedPolicy, signSealedPolicy } from "./sealed-policy.ts";

const signer = (name: string, byte: number) =>
  makeSignerKey(name, new Uint8Array(32).fill(byte), primitives);
const [ann, ben, stranger] = [signer("ann", 1), signer("ben", 2), signer("mallory", 3)];
const policy: Policy = {
  ...defaultPolicy,
  installationId: "here",
  lock: "sealed",
  seal: {
    counter: 1,
    threshold: 2,
    keys: [formatVerifierKey(ann), formatVerifierKey(ben)],
    successors: [],
    catalogue: "0".repeat(64),
    versions: ["1.2.3"],
  },
};
const known = { installationId: "here" };
const sign = (bytes: Uint8Array, ...keys: readonly (typeof ann)[]) =>
  keys.reduce((note, key) => signSealedPolicy(note, key, primitives) ?? note, bytes);
const text = writePolicy(policy);

test("two who sign one after the other make a note that is taken", () => {
  const note = sign(text, ann, ben);
  expect(readSealedPolicy(note, known, primitives)).toMatchObject({
    taken: true,
    sealed: { policy, text: textOf(text), signers: policy.seal?.keys },
  });
  expect(textOf(note)).toMatch(/\n\n— ann \S+\n— ben \S+\n$/);
});

test("signing twice with one key is one signature", () => {
  const note = sign(text, ann, ann);
  expect(textOf(note).match(/— ann/g)).toHaveLength(1);
  expect(readSealedPolicy(note, known, primitives)).toEqual({
    taken: false,
    because: "too-few-signatures",
  });
});

test("a stranger's signature counts for nothing, and harms nothing", () => {
  expect(readSealedPolicy(sign(text, ann, stranger), known, primitives).taken).toBe(false);
  expect(readSealedPolicy(sign(text, ann, stranger, ben), known, primitives).taken).toBe(true);
});

test("what is not sealed is not signed", () => {
  expect(signSealedPolicy(writePolicy(defaultPolicy), ann, primitives)).toBeUndefined();
  expect(signSealedPolicy(utf8("hello\n"), ann, primitives)).toBeUndefined();
});

test("any beginning and any changed byte is refused, or the same policy", () => {
  const note = sign(text, ann, ben);
  fc.assert(
    fc.property(fc.nat(note.length - 1), fc.integer({ min: 1, max: 255 }), (place, difference) => {
      expect(readSealedPolicy(note.subarray(0, place), known, primitives).taken).toBe(false);
      const changed = note.slice();
      changed[place] = (changed[place] ?? 0) ^ difference;
      const read = readSealedPolicy(changed, known, primitives);
      if (read.taken) expect(read.sealed.policy).toEqual(policy);
    }),
  );
});
