import { utf8 } from "@homepoint/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { NumberReader } from "./number-reader.ts";

function read(text: string, point: "." | "," = "."): number {
  const bytes = utf8(text);
  return new NumberReader(point).read(bytes, 0, bytes.length);
}

test("any number is read as JavaScript reads it, to the last bit", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      expect(read(String(number))).toBe(Number(String(number)) || 0);
      expect(read(number.toFixed(7))).toBe(Number(number.toFixed(7)) || 0);
    }),
  );
});

test("what is no number is NaN, whatever it is", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const value = read(text);
      if (!/^[\s+-]*[\d.,]+(?:[eE][+-]?\d+)?[\s%°]*$/.test(text)) expect(value).toBeNaN();
      else expect(value === value + 1 && value === value * 2 && value !== 0).toBe(false);
    }),
  );
});

test.each([
  ["-122.626668724063", ".", -122.626668724063, 12],
  [" 2.3 ", ".", 2.3, 1],
  ["+7", ".", 7, 0],
  ["-0.0", ".", 0, 1],
  ["1,5", ",", 1.5, 1],
  ["1.234,5", ",", 1234.5, 1],
  ["1,234.5", ".", 1234.5, 1],
  ["1,234", ".", 1234, 0],
  ["97%", ".", 97, 0],
  ["12.5°", ".", 12.5, 1],
  ["1.", ".", 1, 0],
  [".5", ".", 0.5, 1],
] as const)("%j is a number", (text, point, value, digits) => {
  const bytes = utf8(text);
  const reader = new NumberReader(point);
  expect(reader.read(bytes, 0, bytes.length)).toBe(value);
  expect(reader.digits).toBe(digits);
});

test.each([
  "",
  " ",
  "-",
  ".",
  "1.2.3",
  "1,2",
  "12,34,5",
  "1e",
  "1e999",
  "0x10",
  "Infinity",
  "12 m",
])("%j is none", (text) => {
  expect(read(text)).toBeNaN();
});
