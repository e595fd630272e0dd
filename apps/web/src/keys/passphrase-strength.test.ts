import fc from "fast-check";
import { expect, test } from "vitest";
import { strengthOf } from "./passphrase-strength.ts";

test.each([
  ["", 0],
  ["short", 0],
  ["aaaaaaaaaaaaaaaaaaaa", 0],
  ["123456789012345", 1],
  ["correct horse battery staple", 3],
  ["correct horse battery staple lantern", 4],
  ["vR7#qLp2!xZk9", 3],
])("%j has strength %i", (passphrase, strength) => {
  expect(strengthOf(passphrase)).toBe(strength);
});

test("nothing under twelve characters and four words passes", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 11 }), (text) => {
      fc.pre(text.split(/\s+/).filter((word) => word.length >= 3).length < 4);
      expect(strengthOf(text)).toBe(0);
    }),
  );
});
