import { toHex, utf8 } from "@homepoint/base";
import { X25519Identity } from "@homepoint/vault";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatEntries, formatOpenings, parseEntries, parseOpenings } from "./bundle.ts";
import { newGroupKey, OpeningKeys, sealGroup, type SealedGroup } from "./opening-group.ts";
import { anywherePrimitives as primitives } from "./primitives.ts";

const entry = fc.uint8Array({ maxLength: 300 });
const entries = fc.array(entry, { maxLength: 256 });
const key = fc.uint8Array({ minLength: 1, maxLength: 40 });
const bundle = fc.constantFrom(0, 1, 7, 2 ** 40);
const hexOf = ({ indices, key, sealed }: SealedGroup) => [indices, toHex(key), toHex(sealed)];

/** Groups of a bundle: its places in order, cut up anyhow. */
const groups = fc
  .record({
    bundle,
    places: fc.uniqueArray(fc.nat(255), { minLength: 1 }),
    cuts: fc.array(fc.integer({ min: 1, max: 20 })),
    key,
    sealed: entry,
  })
  .map(({ bundle, places, cuts, key, sealed }) => {
    const indices = places.toSorted((a, b) => a - b).map((place) => bundle * 256 + place);
    const groups: SealedGroup[] = [];
    for (const cut of [...cuts, 256])
      if (indices.length > 0) groups.push({ indices: indices.splice(0, cut), key, sealed });
    return { bundle, groups };
  });

describe("a bundle of entries", () => {
  test("reads back as it was written", () => {
    fc.assert(
      fc.property(entries, (entries) => {
        expect(parseEntries(formatEntries(entries))).toEqual({ entries, left: 0 });
      }),
    );
  });

  test("has each entry behind its length in 16 bits, big-endian: C2SP tlog-tiles", () => {
    expect(toHex(formatEntries([utf8("abc"), utf8(""), utf8("d")]))).toBe("00036162630000000164");
    expect(() => formatEntries([new Uint8Array(65_536)])).toThrow(RangeError);
  });

  test("of any bytes gives what is whole, and says how much is left", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        const { entries, left } = parseEntries(bytes);
        expect(formatEntries(entries)).toEqual(bytes.subarray(0, bytes.length - left));
      }),
    );
  });

  test("never holds more than 256", () => {
    const { entries, left } = parseEntries(new Uint8Array(1000));
    expect(entries).toHaveLength(256);
    expect(left).toBe(1000 - 512);
  });
});

describe("a file of openings", () => {
  test("reads back as it was written", () => {
    fc.assert(
      fc.property(groups, ({ bundle, groups }) => {
        const parsed = parseOpenings(formatOpenings(groups), bundle);
        expect(parsed.groups.map(hexOf)).toEqual(groups.map(hexOf));
        expect(parsed.whole).toBe(true);
      }),
    );
  });

  test("of any beginning or any changed byte is read without harm", () => {
    fc.assert(
      fc.property(groups, fc.nat(), fc.nat(255), ({ bundle, groups }, any, byte) => {
        const bytes = formatOpenings(groups);
        const beginning = parseOpenings(bytes.subarray(0, any % bytes.length), bundle);
        expect(beginning.groups.map(hexOf)).toEqual(
          groups.slice(0, beginning.groups.length).map(hexOf),
        );
        bytes[any % bytes.length] = byte;
        for (const { indices } of parseOpenings(bytes, bundle).groups)
          for (const index of indices) expect(Math.floor(index / 256)).toBe(bundle);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (any) => !parseOpenings(any, 3).whole || any.length === 22),
    );
  });
});

describe("a group of openings", () => {
  const identity = X25519Identity.create(primitives);
  const lines = [
    { index: 255, opening: '{"a":1}' },
    { index: 256, opening: '{"a":"ünï\\n"}' },
    { index: 300, opening: "" },
  ];

  test("is sealed with the public recipient alone, and opens with the identity", async () => {
    const groupKey = await newGroupKey(identity.recipient, primitives);
    const group = sealGroup(lines, groupKey, primitives);
    expect(await new OpeningKeys(identity, primitives).lines(group)).toEqual(lines);
  });

  test("says nothing to another identity, nor at another place, nor changed", async () => {
    const groupKey = await newGroupKey(identity.recipient, primitives);
    const group = sealGroup(lines, groupKey, primitives);
    const keys = new OpeningKeys(identity, primitives);
    const stranger = new OpeningKeys(X25519Identity.create(primitives), primitives);
    expect(await stranger.lines(group)).toEqual([]);
    expect(await keys.lines({ ...group, indices: [254, 256, 300] })).toEqual([]);
    expect(await keys.lines({ ...group, indices: [255, 256] })).toEqual([]);
    expect(await keys.lines({ ...group, key: utf8("no age file") })).toEqual([]);
    for (const place of [0, 10, group.sealed.length - 1]) {
      const sealed = group.sealed.slice();
      sealed[place]! ^= 1;
      expect(await keys.lines({ ...group, sealed })).toEqual([]);
    }
  });
});
