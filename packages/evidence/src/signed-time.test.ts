import { textOf, utf8 } from "@homepoint/base";
import type { Seal } from "@homepoint/policy";
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatVerifierKey, makeSignerKey, type SignerKey } from "./note.ts";
import { anywherePrimitives as primitives } from "./primitives.ts";
import { readSignedTime, signTime, writeTimeRequest } from "./signed-time.ts";

const signer = (name: string, byte: number) =>
  makeSignerKey(name, new Uint8Array(32).fill(byte), primitives);
const [ann, ben, benNew, stranger] = [
  signer("ann", 1),
  signer("ben", 2),
  signer("ben-2", 4),
  signer("mallory", 3),
];
const seal: Seal = {
  counter: 1,
  threshold: 2,
  keys: [formatVerifierKey(ann), formatVerifierKey(ben)],
  successors: [formatVerifierKey(signer("ann-2", 5)), formatVerifierKey(benNew)],
  catalogue: "0".repeat(64),
  versions: ["1.2.3"],
};
const request = { installationId: "here", nonce: "ab".repeat(16) };
const at = "2026-06-01T10:00:00.000Z";
const sign = (bytes: Uint8Array, ...keys: readonly SignerKey[]) =>
  keys.reduce((note, key) => signTime(note, { key, at }, primitives) ?? note, bytes);
const text = writeTimeRequest(request);
const read = (bytes: Uint8Array, asked = request) =>
  readSignedTime(bytes, { request: asked, seal }, primitives);

test("two who sign one after the other tell the time, and the second changes nothing of it", () => {
  const one = sign(text, ann);
  const two = signTime(one, { key: ben, at: "2030-01-01T00:00:00.000Z" }, primitives);
  expect(read(two ?? one)).toEqual({ taken: true, at, signers: seal.keys });
  expect(
    textOf(two ?? one).startsWith(`homepoint time 1\nhere\n${request.nonce}\n${at}\n\n— ann `),
  ).toBe(true);
});

test("a successor's signature counts for the key that was lost, and both once", () => {
  expect(read(sign(text, ann, benNew)).taken).toBe(true);
  expect(read(sign(text, ben, benNew))).toEqual({ taken: false, because: "too-few-signatures" });
});

test.each([
  ["one signature of two", sign(text, ann), "too-few-signatures"],
  ["a stranger's", sign(text, ann, stranger), "too-few-signatures"],
  [
    "an answer to an older request",
    sign(writeTimeRequest({ ...request, nonce: "cd".repeat(16) }), ann, ben),
    "another-request",
  ],
  [
    "an answer for another installation",
    sign(writeTimeRequest({ ...request, installationId: "there" }), ann, ben),
    "another-installation",
  ],
  ["a request that nobody signed", text, "unreadable"],
  ["something else", utf8("hello\n\n— ann AAAAAAA=\n"), "unreadable"],
])("%s sets no clock", (_name, bytes, because) => {
  expect(read(bytes)).toEqual({ taken: false, because });
});

test("where no answer is waited for, none is taken", () => {
  const given = { request: undefined, seal };
  expect(readSignedTime(sign(text, ann, ben), given, primitives)).toMatchObject({ taken: false });
});

test("what is no request is not signed", () => {
  expect(signTime(utf8("hello\n"), { key: ann, at }, primitives)).toBeUndefined();
  expect(signTime(utf8(`${textOf(text)}${at}\n`), { key: ann, at }, primitives)).toBeUndefined();
  expect(signTime(text, { key: ann, at: "soon" }, primitives)).toBeUndefined();
});

test("any beginning and any changed byte is refused, or tells the same time", () => {
  const note = sign(text, ann, ben);
  fc.assert(
    fc.property(fc.nat(note.length - 1), fc.integer({ min: 1, max: 255 }), (place, difference) => {
      expect(read(note.subarray(0, place)).taken).toBe(false);
      const changed = note.slice();
      changed[place] = (changed[place] ?? 0) ^ difference;
      const found = read(changed);
      if (found.taken) expect(found.at).toBe(at);
    }),
  );
});
