import { concat, equalBytes, toHex, utf8 } from "@homepoint/base";
import type { Primitives } from "@homepoint/vault";
import { formatKeyText, keyIdOf, splitKeyText } from "../key-text.ts";
import {
  formatSignature,
  type Note,
  type Signature,
  type SignerKey,
  type VerifierKey,
} from "../note.ts";
import { problem } from "../problems.ts";

// C2SP tlog-cosignature with Ed25519: a witness says that, at a time, this was the largest tree it
// had seen of a log, and that it goes on from the one before.

const type = 4;
const timeLength = 8;
const signatureLength = 64;

/** Signs for a witness; the browser's own cryptography answers later. */
export type Cosigner = {
  readonly key: VerifierKey;
  sign(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
};

/** Who witnessed a checkpoint, and when by their clock: seconds since 1970. */
export type Cosignature = { readonly key: VerifierKey; readonly seconds: number };

export function witnessKeyOf(
  name: string,
  publicKey: Uint8Array,
  primitives: Primitives,
): VerifierKey {
  return { name, id: keyIdOf({ name, type, publicKey }, primitives), publicKey };
}

/** A key of its own: nothing else may be signed with it. */
export function makeWitnessKey(name: string, seed: Uint8Array, primitives: Primitives): SignerKey {
  return { ...witnessKeyOf(name, primitives.ed25519PublicKey(seed), primitives), seed };
}

export function formatWitnessKey({ name, id, publicKey }: VerifierKey): string {
  return formatKeyText({ name, id, type, bytes: publicKey });
}

/** @throws evidence/bad-key */
export function parseWitnessKey(text: string, primitives: Primitives): VerifierKey {
  const { name, hash, bytes } = splitKeyText(text, type);
  const key = witnessKeyOf(name, bytes, primitives);
  if (toHex(key.id) !== hash) throw problem("bad-key");
  return key;
}

/** A secret. */
export function formatWitnessSigner({ name, id, seed }: SignerKey): string {
  return `PRIVATE+KEY+${formatKeyText({ name, id, type, bytes: seed })}`;
}

/** @throws evidence/bad-key */
export function parseWitnessSigner(text: string, primitives: Primitives): SignerKey {
  const prefix = "PRIVATE+KEY+";
  if (!text.startsWith(prefix)) throw problem("bad-key");
  const { name, hash, bytes } = splitKeyText(text.slice(prefix.length), type);
  const key = makeWitnessKey(name, bytes, primitives);
  if (toHex(key.id) !== hash) throw problem("bad-key");
  return key;
}

export function cosignerOf(key: SignerKey, primitives: Primitives): Cosigner {
  return { key, sign: (bytes) => primitives.ed25519Sign(key.seed, bytes) };
}

/** The line to put under a checkpoint's note. `text` ends in a newline. */
export async function cosign(text: string, cosigner: Cosigner, seconds: number): Promise<string> {
  const signed = await cosigner.sign(messageOf(text, seconds));
  return formatSignature({ ...cosigner.key, signature: concat(timeBytes(seconds), signed) });
}

function messageOf(text: string, seconds: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${seconds}\n${text}`);
}

function timeBytes(seconds: number): Uint8Array {
  const bytes = new Uint8Array(timeLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(seconds));
  return bytes;
}

/** Valid cosignatures of these witnesses on a note, and those of theirs that are not. */
export type Cosignatures = {
  readonly valid: readonly Cosignature[];
  readonly bad: readonly VerifierKey[];
};

/** Lines of others are ignored: nobody here can say what they are worth. */
export function readCosignatures(
  note: Note,
  witnesses: readonly VerifierKey[],
  primitives: Primitives,
): Cosignatures {
  const valid: Cosignature[] = [];
  const bad: VerifierKey[] = [];
  for (const key of witnesses) {
    const own = note.signatures.filter((line) => isOf(line, key));
    const times = own.map(({ signature }) => secondsOf(note.text, signature, { key, primitives }));
    const last = times.reduce<number | undefined>(latest, undefined);
    if (times.includes(undefined)) bad.push(key);
    else if (last !== undefined) valid.push({ key, seconds: last });
  }
  return { valid, bad };
}

/** Whether a line claims to be this key's. */
export function isOf({ name, id }: Pick<Signature, "name" | "id">, key: VerifierKey): boolean {
  return name === key.name && equalBytes(id, key.id);
}

function latest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}

type By = { readonly key: VerifierKey; readonly primitives: Primitives };

/** Undefined where the key did not sign that. */
function secondsOf(text: string, bytes: Uint8Array, { key, primitives }: By): number | undefined {
  if (bytes.length !== timeLength + signatureLength) return undefined;
  const time = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  // A date in JavaScript ends at 8.64e12 seconds; no clock is there.
  if (time === 0n || time > 8_640_000_000_000n) return undefined;
  const seconds = Number(time);
  const signature = bytes.subarray(timeLength);
  const isTrue = primitives.ed25519Verify(key.publicKey, messageOf(text, seconds), signature);
  return isTrue ? seconds : undefined;
}
