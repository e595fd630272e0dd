import fc from "fast-check";
import { expect, test } from "vitest";
import {
  collect,
  collectKnown,
  equalBytes,
  equalSecrets,
  fromBase64,
  fromHex,
  toBase64,
  toHex,
} from "./bytes.ts";

const bytes = fc.uint8Array({ maxLength: 300 });

test("any bytes survive base64 and hexadecimal", () => {
  fc.assert(
    fc.property(bytes, (any) => {
      expect(fromBase64(toBase64(any))).toEqual(any);
      expect(fromHex(toHex(any))).toEqual(any);
      expect(toBase64(any)).toBe(Buffer.from(any).toString("base64"));
    }),
  );
});

test("a stream is gathered whole, and as far as it goes where its length was known before", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(bytes), fc.nat(9), async (blocks, more) => {
      const stream = async function* () {
        yield* blocks;
      };
      const whole = await collect(stream());
      expect(Buffer.concat(blocks).equals(whole)).toBe(true);
      expect(await collectKnown(stream(), whole.length + more)).toEqual(whole);
    }),
  );
});

test.each(["a", "YQ", "YR==", "YQ==\n", "Y Q=", "*"])("%j is not base64", (text) => {
  expect(fromBase64(text)).toBeUndefined();
});

test.each(["a", "0g", "0x"])("%j is not hexadecimal", (text) => {
  expect(fromHex(text)).toBeUndefined();
});

test("bytes are equal only to the same bytes", () => {
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      const same = toHex(a) === toHex(b);
      expect(equalBytes(a, b)).toBe(same);
      expect(equalSecrets(a, b)).toBe(same);
      expect(equalSecrets(a, a.slice())).toBe(true);
    }),
  );
});
