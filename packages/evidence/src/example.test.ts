import { readFileSync } from "node:fs";
import { concat, toHex, utf8 } from "@homepoint/base";
import { expect, test } from "vitest";
import { formatEntries } from "./bundle.ts";
import { signCheckpoint } from "./checkpoint.ts";
import type { Fact } from "./fact.ts";
import { commit } from "./leaf.ts";
import { formatSignerKey, formatVerifierKey, makeSignerKey } from "./note.ts";
import { sealGroup } from "./opening-group.ts";
import { anywherePrimitives as primitives } from "./primitives.ts";
import { leafHash } from "./tree.ts";

const page = readFileSync(new URL("../../../docs/formats/evidence.md", import.meta.url), "utf8");

const fact: Fact = { kind: "passphrase-changed", at: "2026-11-22T07:30:00.000Z", by: "ann" };
const salts = ["A", "B", "C"].map((letter) => letter.repeat(24)).values();
const { leaf, opening } = commit(
  fact,
  primitives,
  () => salts.next().value ?? expect.unreachable(),
);
const signer = makeSignerKey(
  "homepoint/00112233445566778899aabbccddeeff/1",
  Uint8Array.from({ length: 32 }, (_, at) => at + 1),
  primitives,
);
const root = leafHash(utf8(leaf), primitives);
const groupKey = { key: new Uint8Array(32).fill(2), sealedKey: utf8("the age file") };
const group = sealGroup([{ index: 0, opening }], groupKey, primitives);

// docs/formats/evidence.md §8
test.each([
  ["the opening", opening],
  ["the leaf", leaf],
  ["the leaf hash, and root", toHex(root)],
  ["the first bytes of tile/entries/000.p/1", toHex(formatEntries([utf8(leaf)])).slice(0, 32)],
  ["the signer key", formatSignerKey(signer)],
  ["the verifier key", formatVerifierKey(signer)],
  ["the checkpoint", signCheckpoint({ origin: signer.name, size: 1, root }, signer, primitives)],
  [
    "the sealed group",
    toHex(group.sealed)
      .match(/.{1,96}/g)
      ?.join("\n") ?? "",
  ],
  [
    "the first bytes of the group's frame",
    toHex(concat(Uint8Array.of(2, 0, 0, 0, 3 + group.sealed.length, 0, 1, 0))),
  ],
])("the worked example on the page has %s", (_, text) => {
  expect(page).toContain(text);
});
