import { textOf, utf8 } from "@homepoint/base";
import { isSignedByEnough, type Seal } from "@homepoint/policy";
import type { ClockRefusal } from "./fact.ts";
import { isSignedBy, parseNote, parseVerifierKey, signNote, type SignerKey } from "./note.ts";
import type { EvidencePrimitives } from "./primitives.ts";

/** Which answer is waited for: an older one, or one for another installation, sets no clock back. */
export type TimeRequest = {
  readonly installationId: string;
  /** Random, for this one time; 32 hexadecimal digits. */
  readonly nonce: string;
};

const head = "homepoint time 1";
const longest = 10_000;

/** The text of a request: what is carried to those who sign. docs/formats/policy.md §6. */
export function writeTimeRequest({ installationId, nonce }: TimeRequest): Uint8Array {
  return utf8(`${head}\n${installationId}\n${nonce}\n`);
}

/** Says what time it is, or joins in with who said it. Undefined where it is neither. */
export function signTime(
  bytes: Uint8Array,
  { key, at }: { readonly key: SignerKey; readonly at: string },
  primitives: EvidencePrimitives,
): Uint8Array | undefined {
  const note = parseNote(bytes);
  const request = note ? undefined : readLines(textOf(bytes));
  const text = note ? note.text : `${textOf(bytes)}${at}\n`;
  if (!readLines(text)?.at || (!note && (!request || request.at !== undefined))) return undefined;
  const signature = signNote(text, key, primitives).slice(text.length + 1);
  const before = note ? textOf(bytes).slice(text.length + 1) : "";
  return utf8(`${text}\n${before.replace(signature, "")}${signature}`);
}

export type TimeRead =
  | { readonly taken: true; readonly at: string; readonly signers: readonly string[] }
  | { readonly taken: false; readonly because: ClockRefusal };

/** Reads a signed time, and judges whether it answers this request under this seal. */
export function readSignedTime(
  bytes: Uint8Array,
  { request, seal }: { readonly request: TimeRequest | undefined; readonly seal: Seal },
  primitives: EvidencePrimitives,
): TimeRead {
  const note = bytes.length <= longest ? parseNote(bytes) : undefined;
  const told = note && readLines(note.text);
  if (!note || !told?.at) return { taken: false, because: "unreadable" };
  if (told.nonce !== request?.nonce) return { taken: false, because: "another-request" };
  if (told.installationId !== request.installationId)
    return { taken: false, because: "another-installation" };
  const signers = [...seal.keys, ...seal.successors].filter((key) => {
    try {
      return isSignedBy(note, parseVerifierKey(key, primitives), primitives);
    } catch {
      return false; // no key that anyone could have signed with
    }
  });
  if (!isSignedByEnough(seal, new Set(signers)))
    return { taken: false, because: "too-few-signatures" };
  return { taken: true, at: told.at, signers };
}

function readLines(text: string): (TimeRequest & { readonly at?: string }) | undefined {
  const [first, installationId = "", nonce = "", ...rest] = text.split("\n");
  if (first !== head || !/^\S{1,200}$/.test(installationId) || !/^[0-9a-f]{32}$/.test(nonce))
    return undefined;
  const [at = "", end] = rest;
  if (at === "" && end === undefined) return { installationId, nonce };
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(at);
  const isWhole = isInstant && Number.isFinite(Date.parse(at)) && end === "" && rest.length === 2;
  return isWhole ? { installationId, nonce, at } : undefined;
}
