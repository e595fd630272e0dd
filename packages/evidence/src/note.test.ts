import { concat, textOf, toBase64, utf8 } from "@homepoint/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCheckpoint, signCheckpoint, verifyCheckpoint } from "./checkpoint.ts";
import {
  formatSignerKey,
  formatVerifierKey,
  isSignedBy,
  makeSignerKey,
  parseNote,
  parseSignerKey,
  parseVerifierKey,
  signNote,
} from "./note.ts";
import { anywherePrimitives as primitives } from "./primitives.ts";

// The example in the documentation of golang.org/x/mod/sumdb/note.
const skey = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const text =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const signature =
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const another =
  "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
const verifier = parseVerifierKey(vkey, primitives);
const signer = parseSignerKey(skey, primitives);
const parse = (note: string) => parseNote(utf8(note)) ?? expect.unreachable();

describe("the example of Go's note package", () => {
  test("is what we sign", () => {
    expect(signNote(text, signer, primitives)).toBe(`${text}\n${signature}`);
  });

  test("is what we verify, with signatures of others beside", () => {
    expect(isSignedBy(parse(`${text}\n${signature}`), verifier, primitives)).toBe(true);
    const both = parse(`${text}\n${another}${signature}`);
    expect(both.signatures.map(({ name }) => name)).toEqual(["EnochRoot", "PeterNeumann"]);
    expect(isSignedBy(both, verifier, primitives)).toBe(true);
  });

  test("has keys that read back as they were written", () => {
    expect(formatVerifierKey(verifier)).toBe(vkey);
    expect(formatVerifierKey(signer)).toBe(vkey);
    expect(formatSignerKey(signer)).toBe(skey);
  });
});

test("a note that this key did not sign is not signed by it", () => {
  expect(isSignedBy(parse(`${text}\n${another}`), verifier, primitives)).toBe(false);
  expect(isSignedBy(parse(`x${text}\n${signature}`), verifier, primitives)).toBe(false);
  const stranger = makeSignerKey("PeterNeumann", primitives.random(32), primitives);
  expect(isSignedBy(parse(`${text}\n${signature}`), stranger, primitives)).toBe(false);
});

test("a right signature does not make up for a wrong one of the same key", () => {
  const bytes = Buffer.from(signature.split(" ")[2] ?? "", "base64");
  bytes[20]! ^= 1;
  const wrong = `— PeterNeumann ${bytes.toString("base64")}\n`;
  expect(isSignedBy(parse(`${text}\n${signature}${wrong}`), verifier, primitives)).toBe(false);
});

test.each([
  ["no signature", text],
  ["no blank line", text + signature],
  ["no newline at its end", `${text}\n${signature.trimEnd()}`],
  ["another dash", `${text}\n-${signature.slice(1)}`],
  ["a signature that is no base64", `${text}\n— PeterNeumann x08go/\n`],
  ["a signature of four bytes", `${text}\n— PeterNeumann ${toBase64(new Uint8Array(4))}\n`],
  ["a name with a plus", `${text}\n${signature.replace("Peter", "Peter+")}`],
  ["a control character", `a\tb${text}\n${signature}`],
  ["a hundred and one signatures", `${text}\n${signature.repeat(101)}`],
])("text with %s is no note", (_, note) => {
  expect(parseNote(utf8(note))).toBeUndefined();
});

test("bytes that are not UTF-8 are no note", () => {
  const bytes = concat(Uint8Array.of(0xff), utf8(`${text}\n${signature}`));
  expect(parseNote(bytes)).toBeUndefined();
});

test.each([
  "",
  "PeterNeumann",
  vkey.replace("c74f20a3", "c74f20a4"),
  vkey.replace("PeterNeumann", "Peter Neumann"),
  vkey.slice(0, -4),
  vkey.replace("+AR", "+AB"),
])("%j is no verifier key", (key) => {
  expect(() => parseVerifierKey(key, primitives)).toThrow(
    expect.objectContaining({ code: "evidence/bad-key" }),
  );
});

test("any changed byte of a signed note makes it no note, or not signed", () => {
  const note = utf8(`${text}\n${signature}`);
  fc.assert(
    fc.property(fc.nat(note.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
      const changed = note.slice();
      changed[place]! ^= change;
      const parsed = parseNote(changed);
      if (parsed) expect(isSignedBy(parsed, verifier, primitives)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

describe("a checkpoint", () => {
  const key = makeSignerKey("homepoint/abc/1", primitives.random(32), primitives);
  const checkpoint = { origin: key.name, size: 70_000, root: primitives.random(32) };
  const note = signCheckpoint(checkpoint, key, primitives);

  test("verifies as it was signed", () => {
    expect(verifyCheckpoint(note, key, primitives)).toEqual(checkpoint);
  });

  // The example of C2SP tlog-checkpoint.
  test("of someone else reads as C2SP tlog-checkpoint says", () => {
    const example =
      "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";
    expect(parseCheckpoint(example)).toMatchObject({
      origin: "example.com/behind-the-sofa",
      size: 20_852_163,
    });
  });

  test("under another origin than its key's name does not verify", () => {
    const other = signCheckpoint({ ...checkpoint, origin: "elsewhere" }, key, primitives);
    expect(verifyCheckpoint(other, key, primitives)).toBeUndefined();
  });

  test.each([
    ["a size with a nought before it", note.replace("\n70000\n", "\n070000\n")],
    ["a negative size", note.replace("\n70000\n", "\n-1\n")],
    ["a size past counting", note.replace("\n70000\n", "\n9999999999999999\n")],
    ["a short root", note.replace(/\n[^\n]+\n\n/, "\nAAAA\n\n")],
    ["an empty extension line", note.replace("\n\n", "\n\n\n")],
    ["no root", note.replace(/\n[^\n]+\n\n/, "\n\n")],
  ])("with %s is none", (_, changed) => {
    expect(parseCheckpoint(changed)).toBeUndefined();
  });

  test("may have extension lines", () => {
    const extended = signNote(`${textOf(utf8(note)).split("\n\n")[0]}\nmore\n`, key, primitives);
    expect(verifyCheckpoint(extended, key, primitives)).toEqual(checkpoint);
  });
});
