import { utf8 } from "@homepoint/base";
import { utf16 } from "@homepoint/testdata";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeRun, placesInFile, plainText } from "./plain-text.ts";

test("text in UTF-16 is the same as in UTF-8, and its places are found again", () => {
  const both = fc.tuple(
    fc.string({ unit: "grapheme", minLength: 3 }),
    fc.constantFrom("little", "big"),
  );
  fc.assert(
    fc.property(both, ([text, order]) => {
      const file = utf16(text, order as "little");
      const plain = plainText(file);
      expect(plain).toMatchObject({ width: 2, from: 0 });
      expect(plain.bytes).toEqual(utf8(text));
      const characters = [...text];
      const places = characters.map((_, at) => utf8(characters.slice(0, at).join("")).length);
      const found = placesInFile(plain, places, file.length);
      const stood = characters.map((_, at) => 2 + 2 * characters.slice(0, at).join("").length);
      expect(found).toEqual(stood);
    }),
  );
});

test("text of a byte a character shares its memory with the file", () => {
  const file = utf8("\ufefflatitude");
  expect(plainText(file)).toEqual({ bytes: file, from: 3, width: 1 });
  expect(plainText(file).bytes.buffer).toBe(file.buffer);
  expect(placesInFile(plainText(file), [5, 7], file.length)).toEqual([5, 7]);
});

test("a long text in UTF-16 is not cut between two chunks", () => {
  const text = "aé鳥🛩".repeat(30_000);
  expect(plainText(utf16(text)).bytes).toEqual(utf8(text));
});

test("a run that is no UTF-8 is Western European, and controls are blanks", () => {
  expect(decodeRun(Uint8Array.of(0x43, 0xf4, 0x74, 0xe9), 0, 4)).toBe("Côté");
  expect(decodeRun(utf8("Côté"), 0, 6)).toBe("Côté");
  expect(decodeRun(Uint8Array.of(0x61, 0, 7, 0x62), 0, 4)).toBe("a b");
});
