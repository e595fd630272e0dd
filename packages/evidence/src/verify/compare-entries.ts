import { toHex } from "@homepoint/base";
import { hashLength } from "../tree.ts";
import type { FindingCode } from "./finding.ts";

export type Difference = { readonly what: FindingCode; readonly place: number };

/**
 * Where the entries of one bundle differ from what the tree says they are: `found` hashes against
 * `authentic` ones. Tells what was done to them, as far as one bundle shows it.
 */
export function compareEntries(found: Uint8Array, authentic: Uint8Array): readonly Difference[] {
  const [a, b] = [split(found), split(authentic)];
  const first = b.findIndex((hash, place) => a[place] !== hash);
  if (first === -1)
    return a.length > b.length ? [{ what: "entries-surplus", place: b.length }] : [];
  if (first === a.length) return [{ what: "entries-missing", place: first }];
  const least = Math.min(a.length, b.length);
  if (isSame(a.slice(first, least - 1), b.slice(first + 1, least)))
    return [{ what: a.length <= b.length ? "entry-dropped" : "entry-changed", place: first }];
  if (isSame(a.slice(first + 1, least), b.slice(first, least - 1)))
    return [{ what: "entry-inserted", place: first }];
  const what = isSame(a.toSorted(), b.toSorted()) ? "entries-reordered" : "entry-changed";
  return b.flatMap((hash, place) => (a[place] === hash ? [] : [{ what, place }]));
}

function split(hashes: Uint8Array): readonly string[] {
  return Array.from({ length: hashes.length / hashLength }, (_, at) =>
    toHex(hashes.subarray(at * hashLength, (at + 1) * hashLength)),
  );
}

/** Two runs of nothing show nothing. */
function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && a.length === b.length && a.every((hash, at) => hash === b[at]);
}
