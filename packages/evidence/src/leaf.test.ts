import { canonicalJson, utf8, type Json } from "@homepoint/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fact } from "./fact.ts";
import {
  commit,
  commitmentOf,
  formatLeaf,
  longestLeaf,
  opens,
  parseLeaf,
  parseOpening,
  saltsFrom,
} from "./leaf.ts";
import { nodeEvidencePrimitives } from "./node/primitives.ts";
import { anywherePrimitives as primitives } from "./primitives.ts";

const fact: Fact = {
  kind: "sealed",
  at: "2026-11-22T07:12:34.567Z",
  by: "ann",
  object: "3f".repeat(32),
  sha256: "a0".repeat(32),
  size: 716_800,
  source: "page",
  name: "secret name.txt",
};
const committed = commit(fact, primitives, saltsFrom(primitives));
const leaf = parseLeaf(utf8(committed.leaf)) ?? expect.unreachable();
const opening = parseOpening(committed.opening) ?? expect.unreachable();

test("a leaf holds commitments, an hour and a version, and nothing else", () => {
  expect(Object.keys(JSON.parse(committed.leaf))).toEqual(["c", "t", "v"]);
  expect(leaf.hour).toBe("2026-11-22T07Z");
  expect(leaf.commitments).toHaveLength(Object.keys(fact).length);
  expect(committed.leaf).not.toContain("secret");
  expect(committed.leaf).not.toContain("34.567");
});

test("leaf and opening are canonical JSON", () => {
  expect(canonicalJson(JSON.parse(committed.leaf) as Json)).toBe(committed.leaf);
  expect(canonicalJson(JSON.parse(committed.opening) as Json)).toBe(committed.opening);
});

test("an opening opens its leaf, and tells the fact", () => {
  expect(opening.fact).toEqual(fact);
  expect(opens(opening, leaf, primitives)).toBe(true);
  expect(opens(opening, leaf, nodeEvidencePrimitives)).toBe(true);
});

test("a commitment is the hash of salt, name and value, written out: docs §3", () => {
  const field = { salt: "AAAAAAAAAAAAAAAAAAAAAAAA", name: "kind", value: "heartbeat" };
  // printf '%s' '["AAAAAAAAAAAAAAAAAAAAAAAA","kind","heartbeat"]' | openssl dgst -sha256 -binary | base64
  expect(commitmentOf(field, primitives)).toBe("gUT9+Ai3YitN54WC8nOg8Y91VieClmm9R3JMmgW/3Ss=");
});

test("the same fact twice has nothing in common", () => {
  const again = commit(fact, primitives, saltsFrom(primitives));
  const other = parseLeaf(utf8(again.leaf)) ?? expect.unreachable();
  expect(other.commitments.filter((one) => leaf.commitments.includes(one))).toEqual([]);
});

test("every salt is used once, however many are taken", () => {
  const takeSalt = saltsFrom(primitives);
  const salts = Array.from({ length: 1000 }, takeSalt);
  expect(new Set(salts).size).toBe(1000);
  for (const salt of salts) expect(Buffer.from(salt, "base64")).toHaveLength(18);
});

test("any fact comes back from its opening as it was", () => {
  const members = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 8 });
  fc.assert(
    fc.property(members, (members) => {
      const any = {
        ...JSON.parse(JSON.stringify(members)),
        version: "1",
        kind: "started",
        at: fact.at,
        by: "x",
      };
      const { leaf, opening } = commit(any as Fact, primitives, saltsFrom(primitives));
      const parsed = parseOpening(opening) ?? expect.unreachable();
      expect(parsed.fact).toEqual(any);
      expect(opens(parsed, parseLeaf(utf8(leaf)) ?? expect.unreachable(), primitives)).toBe(true);
    }),
  );
});

test("what says anything else does not open the leaf", () => {
  for (const [at, field] of opening.fields.entries()) {
    const fields = opening.fields.with(at, { ...field, value: "something else" });
    expect(opens({ fields }, leaf, primitives)).toBe(false);
  }
  for (const at of opening.fields.keys())
    expect(opens({ fields: opening.fields.toSpliced(at, 1) }, leaf, primitives)).toBe(false);
  const [first] = opening.fields;
  expect(opens({ fields: [...opening.fields, first!] }, leaf, primitives)).toBe(false);
});

test("any changed letter of a leaf is no leaf, or another", () => {
  const bytes = utf8(committed.leaf);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.nat(255), (place, byte) => {
      const changed = bytes.slice();
      changed[place] = byte;
      const parsed = parseLeaf(changed);
      if (parsed) expect(utf8(formatLeaf(parsed))).toEqual(changed);
    }),
    { numRuns: 1000 },
  );
  fc.assert(fc.property(fc.uint8Array(), (bytes) => parseLeaf(bytes) === undefined));
});

test.each([
  "",
  "{}",
  "[]",
  "null",
  '{"fact":{"kind":"started"}}',
  '{"fact":{"kind":"started"},"salts":{}}',
  '{"fact":{"kind":"started"},"salts":{"kind":"short"}}',
  '{"fact":{"kind":"started"},"salts":{"at":"AAAAAAAAAAAAAAAAAAAAAAAA"}}',
  '{"fact":[],"salts":[]}',
])("%j is no opening", (text) => {
  expect(parseOpening(text)).toBeUndefined();
});

test("a fact of a kind that is not known yet opens, and is not told", () => {
  const newer = { kind: "foreseen", at: fact.at, by: "ann" } as unknown as Fact;
  const { leaf, opening } = commit(newer, primitives, saltsFrom(primitives));
  const parsed = parseOpening(opening) ?? expect.unreachable();
  expect(parsed).not.toHaveProperty("fact");
  expect(opens(parsed, parseLeaf(utf8(leaf)) ?? expect.unreachable(), primitives)).toBe(true);
});

test("a fact that would not fit is refused", () => {
  const long = { ...fact, name: "x".repeat(1 << 24) };
  expect(() => commit(long, primitives, saltsFrom(primitives))).toThrow(
    expect.objectContaining({ code: "evidence/too-large" }),
  );
  const wide = Object.fromEntries(Array.from({ length: 1500 }, (_, at) => [`member${at}`, at]));
  expect(() => commit({ ...fact, ...wide }, primitives, saltsFrom(primitives))).toThrow(
    expect.objectContaining({ code: "evidence/too-large" }),
  );
  expect(committed.leaf.length).toBeLessThan(longestLeaf);
});

test.each([
  ["endless", "1e999"],
  ["nested too deep", `${"[".repeat(1e5)}${"]".repeat(1e5)}`],
])("an opening with a value that is %s opens nothing", (_, value) => {
  const text = `{"fact":{"kind":${value}},"salts":{"kind":"${"A".repeat(24)}"}}`;
  const parsed = parseOpening(text) ?? expect.unreachable();
  expect(opens(parsed, leaf, primitives)).toBe(false);
});
