import { encode } from "uqr";

/** Dark squares of a code, row by row; undefined where the text is too long for one. */
export function qrSquares(text: string): readonly (readonly boolean[])[] | undefined {
  try {
    return encode(text, { ecc: "L", border: 4 }).data;
  } catch {
    return undefined; // ISO/IEC 18004: 2,953 bytes at most
  }
}
