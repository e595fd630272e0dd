import { equalBytes, textOf, utf8 } from "@homepoint/base";
import {
  isSignedByEnough,
  judgeSealed,
  readPolicy,
  writePolicy,
  type Policy,
  type SealKnown,
  type SealRefusal,
} from "@homepoint/policy";
import {
  isSignedBy,
  parseNote,
  parseVerifierKey,
  signNote,
  type Note,
  type SignerKey,
} from "./note.ts";
import type { EvidencePrimitives } from "./primitives.ts";

/** What was read: the policy, its text, and which of the keys that may sign did. */
export type SealedPolicy = {
  readonly policy: Policy;
  /** The file's one line; what the signatures are for. */
  readonly text: string;
  /** Verifier keys. */
  readonly signers: readonly string[];
};

export type SealedRead =
  | { readonly taken: true; readonly sealed: SealedPolicy }
  | { readonly taken: false; readonly because: SealRefusal | "unreadable" };

/**
 * Reads a sealed policy, a signed note, and judges whether it may replace what is known. Needs no
 * secret: a gateway does the same with the keys it was given. docs/formats/policy.md §4.
 */
export function readSealedPolicy(
  bytes: Uint8Array,
  known: SealKnown,
  primitives: EvidencePrimitives,
): SealedRead {
  const found = openSealed(bytes);
  if (!found) return { taken: false, because: "unreadable" };
  const { policy, note } = found;
  const seals = [known.seal, policy.seal].flatMap((seal) => seal ?? []);
  const keys = seals.flatMap(({ keys, successors }) => [...keys, ...successors]);
  const signers = [...new Set(keys)].filter((key) => isSignedWith(note, key, primitives));
  const because = judgeSealed(policy, new Set(signers), known);
  if (because) return { taken: false, because };
  return { taken: true, sealed: { policy, text: note.text, signers } };
}

/**
 * A policy that came as a signed note, for whoever judges later, and whether it is signed: by one of
 * the trusted verifier keys, or where none are given, a sealed one by enough of its own holders.
 */
export function readPolicyNote(
  bytes: Uint8Array,
  trusted: readonly string[],
  primitives: EvidencePrimitives,
): { readonly policy: Policy; readonly isSigned: boolean } | undefined {
  const note = parseNote(bytes);
  if (!note) return undefined;
  const { policy, found } = readPolicy(utf8(note.text), { existing: true });
  if (found !== "read") return undefined;
  const signersOf = (keys: readonly string[]) =>
    keys.filter((key) => isSignedWith(note, key, primitives));
  const { keys = [], successors = [] } = policy.seal ?? {};
  const holders = new Set(signersOf([...keys, ...successors]));
  const isSealed = policy.seal !== undefined && isSignedByEnough(policy.seal, holders);
  const isTrusted = signersOf(trusted).length > 0;
  return { policy, isSigned: trusted.length > 0 ? isTrusted : isSealed };
}

/** Adds a signature to a sealed policy; the first one makes the text a note. */
export function signSealedPolicy(
  bytes: Uint8Array,
  key: SignerKey,
  primitives: EvidencePrimitives,
): Uint8Array | undefined {
  const found = openSealed(bytes);
  if (!found) return undefined;
  const { text } = found.note;
  const signature = signNote(text, key, primitives).slice(text.length + 1);
  const before = textOf(bytes).slice(text.length + 1);
  return utf8(`${text}\n${before.replace(signature, "")}${signature}`);
}

/** A text that nobody signed yet is read as a note without signatures. */
function openSealed(bytes: Uint8Array): { policy: Policy; note: Note } | undefined {
  const note = parseNote(bytes) ?? { text: textOf(bytes), signatures: [] };
  const { policy, found } = readPolicy(utf8(note.text), { existing: true });
  const isWhole = found === "read" && equalBytes(writePolicy(policy), utf8(note.text));
  return isWhole && policy.lock === "sealed" ? { policy, note } : undefined;
}

function isSignedWith(note: Note, key: string, primitives: EvidencePrimitives): boolean {
  try {
    return isSignedBy(note, parseVerifierKey(key, primitives), primitives);
  } catch {
    return false; // no key that anyone could have signed with
  }
}
