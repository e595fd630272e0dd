import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, type Json } from "./json.ts";

test("names are sorted by UTF-16 units, as in the example of RFC 8785 §3.2.3", () => {
  const value = {
    "\u20ac": "Euro",
    "\r": "CR",
    "\ufb33": "Dalet",
    "1": "One",
    "\ud83d\ude00": "Emoji",
    "\u0080": "Control",
    ö: "o",
  };
  expect(canonicalJson(value)).toBe(
    '{"\\r":"CR","1":"One","\u0080":"Control","ö":"o","€":"Euro","😀":"Emoji","\ufb33":"Dalet"}',
  );
  expect(canonicalJson({ b: 1, a: [true, null, "x"], c: undefined })).toBe(
    '{"a":[true,null,"x"],"b":1}',
  );
});

test("what JSON cannot say is refused", () => {
  expect(() => canonicalJson(Number.NaN)).toThrow(RangeError);
});

test("any value reads back the same, and its spelling depends on its meaning alone", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const spelling = canonicalJson(value as Json);
      expect(canonicalJson(JSON.parse(spelling) as Json)).toBe(spelling);
      expect(JSON.parse(spelling)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
