import fc from "fast-check";
import { expect, test } from "vitest";
import { choosePlaces, splitWords, wordCount } from "./recovery-words.ts";

test("asks for that many different places, in order, among all of them", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 24 }), fc.infiniteStream(fc.nat()), (count, chance) => {
      const places = choosePlaces(count, (below) => (chance.next().value as number) % below);
      expect(new Set(places).size).toBe(count);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(places.every((place) => place >= 1 && place <= wordCount)).toBe(true);
    }),
  );
});

test("words are found whatever stands between them", () => {
  expect(splitWords(" 1. Apple, 2) banana\n3 cherry;\tdate ")).toEqual([
    "apple",
    "banana",
    "cherry",
    "date",
  ]);
});
