import { toBase64, toHex, utf8 } from "@homepoint/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EvidencePrimitives } from "./primitives.ts";

/** What evidence asks of its primitives beyond those of the vault. */
export function describeEvidencePrimitives(name: string, primitives: EvidencePrimitives): void {
  describe(`${name}, primitives of evidence`, () => {
    test("hash a text as its bytes in UTF-8", () => {
      // FIPS 180-2, appendix B.1.
      expect(primitives.sha256Text("abc")).toBe("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
      fc.assert(
        fc.property(fc.string({ unit: "binary" }), (text) => {
          expect(primitives.sha256Text(text)).toBe(toBase64(primitives.sha256(utf8(text))));
        }),
      );
    });

    test("give hashes that the caller may keep and change", () => {
      const [first, second] = [primitives.sha256(utf8("a")), primitives.sha256(utf8("b"))];
      expect(first.constructor).toBe(Uint8Array); // a Buffer's slice would share memory
      first.fill(0);
      expect(toHex(second)).toBe(
        "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d",
      );
      expect(toHex(primitives.sha256(utf8("b")))).toBe(toHex(second));
    });

    test("put a hash where it is asked for, and nothing beside it", () => {
      const target = new Uint8Array(100).fill(7).subarray(10, 90);
      primitives.sha256Into(utf8("b"), target, 20);
      expect(toHex(target.subarray(20, 52))).toBe(toHex(primitives.sha256(utf8("b"))));
      expect(new Set(target.subarray(0, 20))).toEqual(new Set([7]));
      expect(new Set(target.subarray(52))).toEqual(new Set([7]));
    });

    test("give random text of the length asked for, never the same", () => {
      const texts = Array.from({ length: 100 }, () => primitives.randomText(18));
      expect(new Set(texts).size).toBe(100);
      for (const text of texts) expect(text).toMatch(/^[A-Za-z0-9+/]{24}$/);
    });
  });
}
