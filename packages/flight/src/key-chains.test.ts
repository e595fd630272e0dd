import { toBase64 } from "@homepoint/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  featurePointName,
  formatKeyChains,
  joinKeyChains,
  parseKeyChains,
  type KeyChain,
} from "./key-chains.ts";

const aesKey = toBase64(new Uint8Array(32).fill(7));
const aesIv = toBase64(new Uint8Array(16).fill(9));
const chain = (featurePoint: unknown) => [[{ featurePoint, aesKey, aesIv }]];
const read = (value: unknown) => parseKeyChains(JSON.stringify(value));

test.each([
  ["as the maker's server names it", "FR_Standardization_Feature_Base_1", 1],
  ["as its number", 13, 13],
  ["as a number in text", "7", 7],
  ["as dji-log-parser types it", "DJIFlyCustomFeature", 7],
  ["as a word alone", "AirLink", 5],
])("a feature point is read %s", (_, featurePoint, number) => {
  expect(read(chain(featurePoint))).toEqual([
    [{ featurePoint: number, key: new Uint8Array(32).fill(7), iv: new Uint8Array(16).fill(9) }],
  ]);
});

test.each([
  ["bare", chain(1)],
  ["as the server's whole answer", { result: { code: 0, msg: "" }, data: chain(1) }],
  ["under keychains", { keychains: chain(1) }],
])("chains are read %s", (_, value) => {
  expect(read(value)).toEqual(read(chain(1)));
});

test("a name reads back as its number", () => {
  for (let point = 1; point <= 15; point += 1)
    expect(read(chain(featurePointName(point)))[0]?.[0]?.featurePoint).toBe(point);
});

const key = fc.record({
  featurePoint: fc.integer({ min: 1, max: 15 }),
  key: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  iv: fc.uint8Array({ minLength: 16, maxLength: 16 }),
});
const madeChains = fc.array(fc.array(key, { maxLength: 4 }), { maxLength: 3 });

test("what is written is read again, whatever the keys", () => {
  fc.assert(
    fc.property(madeChains, (chains) => {
      expect(parseKeyChains(formatKeyChains(chains))).toEqual(chains);
    }),
  );
});

test("joined chains hold the keys of both, and of two for the same rows the newer", () => {
  fc.assert(
    fc.property(madeChains, madeChains, (older, newer) => {
      const joined = joinKeyChains(older, newer);
      const find = (chains: KeyChain, segment: number, point: number) =>
        chains[segment]?.findLast(({ featurePoint }) => featurePoint === point);
      expect(joined).toHaveLength(Math.max(older.length, newer.length));
      for (let segment = 0; segment < joined.length; segment += 1)
        for (let point = 1; point <= 15; point += 1)
          expect(find(joined, segment, point)).toEqual(
            find(newer, segment, point) ?? find(older, segment, point),
          );
    }),
  );
});

test.each([
  ["nothing", null],
  ["a text", "keys"],
  ["a list of objects", [{}]],
  ["a key that is too short", [[{ featurePoint: 1, aesKey: aesIv, aesIv }]]],
  ["a key that is not base64", [[{ featurePoint: 1, aesKey: "!", aesIv }]]],
])("%s is no list of key chains", (_, value) => {
  expect(() => read(value)).toThrow(expect.objectContaining({ code: "flight/unreadable-keys" }));
});

test.each(["FR_Standardization_Feature_New_16", ""])(
  "a key of the unknown feature %j is passed over, and the others are read",
  (name) => {
    const [known, unknown] = [chain(1), chain(name)];
    expect(read([[...known.flat(), ...unknown.flat()]])).toEqual(read(known));
  },
);

test("whatever the file says, it is read or refused, and no key stands in the refusal", () => {
  fc.assert(
    fc.property(fc.string(), fc.jsonValue(), (text, value) => {
      for (const json of [text, JSON.stringify(value)])
        try {
          expect(Array.isArray(parseKeyChains(json))).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: "flight/unreadable-keys" });
        }
    }),
  );
});
