import type { Certificate } from "./certificate.ts";
import type { Checked } from "./verify-signature.ts";

export const signingSchemes = ["v1", "v2", "v3", "v3.1", "v4"] as const;
export type SigningScheme = (typeof signingSchemes)[number];

/** One scheme that is present: who signed by it, and whether what it covers is unchanged. */
export type SchemeFound = {
  readonly scheme: SigningScheme;
  readonly signers: readonly Certificate[];
  /** `good`: signature and content were calculated anew and fit. */
  readonly checked: Checked;
  /** Why it is not good, in one code. */
  readonly because?:
    | "signature"
    | "content"
    | "no-signer"
    | "algorithm"
    | "too-large"
    | "separate-file";
};

/** Who signed a package. Nobody vouches for the names in certificates; equal SHA-256 is the same signer. */
export type Signing = {
  readonly schemes: readonly SchemeFound[];
  /** Of the strongest scheme present, as Android takes them. */
  readonly signers: readonly Certificate[];
};

export const unsigned: Signing = { schemes: [], signers: [] };

export function signingOf(schemes: readonly SchemeFound[]): Signing {
  const strongest = signingSchemes
    .toReversed()
    .map((scheme) => schemes.find((found) => found.scheme === scheme && found.signers.length > 0))
    .find((found) => found !== undefined);
  return { schemes, signers: strongest?.signers ?? [] };
}
