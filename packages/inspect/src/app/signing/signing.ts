import type { Certificate } from "./certificate.ts";
import type { Checked } from "./verify-signature.ts";

export const signingSchemes = ["v1", "v2", "v3", "v3.1", "v4"] as const;
export type SigningScheme = (typeof signingSchemes)[number];

/** Why a signature is not good. */
export const misfits = [
  "signature",
  "content",
  "no-signer",
  "algorithm",
  "too-large",
  "lineage",
  "stripped",
] as const;
export type Misfit = (typeof misfits)[number];

/** One scheme that is present: who signed by it, and whether what it covers is unchanged. */
export type SchemeFound = {
  readonly scheme: SigningScheme;
  readonly signers: readonly Certificate[];
  /** `good`: signature and content were calculated anew and fit. */
  readonly checked: Checked;
  readonly because?: Misfit;
  /** Who signed before, the first of all first; each vouched for the one that follows. */
  readonly former?: readonly Certificate[];
  /** Schemes that the package was signed by as well, as its signers say. */
  readonly besides?: readonly SigningScheme[];
};

/** Who signed a package. Nobody vouches for the names in certificates; equal SHA-256 is the same signer. */
export type Signing = {
  readonly schemes: readonly SchemeFound[];
  /** Of the strongest scheme present, as Android takes them. */
  readonly signers: readonly Certificate[];
};

export const unsigned: Signing = { schemes: [], signers: [] };

export function signingOf(found: readonly SchemeFound[]): Signing {
  const present = new Set(found.map(({ scheme }) => scheme));
  const schemes = found.map((one) => (isStripped(one, present) ? stripped(one) : one));
  const strongest = signingSchemes
    .toReversed()
    .map((scheme) => schemes.find((one) => one.scheme === scheme && one.signers.length > 0))
    .find((one) => one !== undefined);
  return { schemes, signers: strongest?.signers ?? [] };
}

/** Whoever takes a newer signature away may then change what only that covers. */
function isStripped({ besides = [] }: SchemeFound, present: ReadonlySet<SigningScheme>): boolean {
  return besides.some((scheme) => !present.has(scheme));
}

function stripped(one: SchemeFound): SchemeFound {
  return one.checked === "bad" ? one : { ...one, checked: "bad", because: "stripped" };
}
