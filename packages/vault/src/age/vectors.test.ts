import { isProblem, textOf, toHex } from "@homepoint/base";
import * as vectors from "cctv-age";
import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { nodePrimitives } from "../node/primitives.ts";
import { noblePrimitives } from "../primitives/noble.ts";
import { openWithIdentity } from "./age-file.ts";
import { formatStanzas, parseHeader } from "./header.ts";
import { PassphraseIdentity } from "./passphrase.ts";
import { oneBlock } from "./chunks.ts";
import type { Identity } from "./recipient.ts";
import type { Primitives } from "../primitives/primitives.ts";
import { X25519Identity } from "./x25519.ts";

/** What a vector's `expect` is called here. */
const codes: Readonly<Record<string, readonly string[]>> = {
  success: ["none"],
  "no match": ["vault/not-for-us"],
  "HMAC failure": ["vault/changed-header"],
  "header failure": ["vault/bad-header", "vault/work-too-hard"],
  "payload failure": ["vault/damaged-payload"],
};

/** Left out on purpose, by name: what the vault neither writes nor reads. */
const leftOut = [
  { prefix: "armor_", why: "the vault keeps binary files; the text armour is for mail" },
  { prefix: "hybrid", why: "the post-quantum recipient is not among the vault's recipients" },
];

type Vector = {
  readonly name: string;
  readonly expected: readonly string[];
  readonly payload: string | undefined;
  readonly identities: readonly string[];
  readonly passphrases: readonly string[];
  readonly file: Uint8Array;
};

function readVector(name: string, bytes: Uint8Array): Vector {
  const end = Buffer.from(bytes).indexOf("\n\n");
  const lines = textOf(bytes.subarray(0, end)).split("\n");
  const valuesOf = (key: string) =>
    lines.filter((line) => line.startsWith(`${key}: `)).map((line) => line.slice(key.length + 2));
  const file = bytes.subarray(end + 2);
  return {
    name,
    expected: codes[valuesOf("expect")[0] ?? ""] ?? [],
    payload: valuesOf("payload")[0],
    identities: valuesOf("identity"),
    passphrases: valuesOf("passphrase"),
    file: valuesOf("compressed")[0] === "zlib" ? Uint8Array.from(inflateSync(file)) : file,
  };
}

async function* byteByByte(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1) yield bytes.subarray(at, at + 1);
}

/** The way the vectors are meant: what came out before a failure counts too. */
async function open(
  bytes: AsyncIterable<Uint8Array>,
  identity: Identity,
  primitives: Primitives,
): Promise<{ code: string; hash: string | undefined }> {
  const hash = primitives.startSha256();
  let began = false;
  let code = "none";
  try {
    for await (const block of openWithIdentity({ bytes, identity, primitives })) {
      hash.update(block);
      began = true;
    }
    began = true;
  } catch (error) {
    if (!isProblem(error)) throw error;
    code = error.code;
  }
  const released = began || code === "vault/damaged-payload";
  return { code, hash: released ? toHex(hash.digest()) : undefined };
}

const all = Object.entries(vectors as Readonly<Record<string, Uint8Array>>).filter(
  ([name]) => name !== "default",
);
const used = all
  .filter(([name]) => !leftOut.some(({ prefix }) => name.startsWith(prefix)))
  .map(([name, bytes]) => readVector(name, bytes));

test("of age's 143 public vectors, 92 concern what the vault does", () => {
  const counts = leftOut.map(
    ({ prefix }) => all.filter(([name]) => name.startsWith(prefix)).length,
  );
  expect({ all: all.length, counts, used: used.length }).toEqual({
    all: 143,
    counts: [33, 18],
    used: 92,
  });
  for (const vector of used) expect(vector.expected, vector.name).not.toEqual([]);
});

describe.each([
  { by: "noble", primitives: noblePrimitives },
  { by: "Node", primitives: nodePrimitives },
])("age's public vectors, by $by", ({ primitives }) => {
  test.each(used)("$name: $expected", async ({ file, ...vector }) => {
    const identities = [
      ...vector.identities.map((text) => X25519Identity.parse(text, primitives)),
      ...vector.passphrases.map((passphrase) => new PassphraseIdentity({ passphrase, primitives })),
    ];
    if (identities.length === 0) identities.push(X25519Identity.create(primitives));
    const outcomes = [];
    for (const identity of identities)
      outcomes.push(await open(oneBlock(file), identity, primitives));
    for (const { code } of outcomes) expect(vector.expected).toContain(code);
    const hashes = outcomes.map(({ hash }) => hash);
    expect(hashes).toEqual(identities.map(() => vector.payload));
  });

  // Passphrases take their time, and their files are cut by the same reader.
  test.each(used.filter(({ file, identities }) => file.length < 2000 && identities.length > 0))(
    "$name: the same, byte by byte",
    async ({ file, identities: [text = ""], expected, payload }) => {
      const identity = X25519Identity.parse(text, primitives);
      const { code, hash } = await open(byteByByte(file), identity, primitives);
      expect(expected).toContain(code);
      expect(hash).toBe(payload);
    },
  );
});

test.each(used.filter(({ expected }) => !expected.includes("vault/bad-header")))(
  "$name: the header is written as it was read",
  ({ file }) => {
    const { stanzas, covered } = parseHeader(file);
    expect(`age-encryption.org/v1\n${formatStanzas(stanzas)}---`).toBe(textOf(covered));
  },
);
