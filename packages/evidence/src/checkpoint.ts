import { fromBase64, toBase64, utf8 } from "@homepoint/base";
import type { Primitives } from "@homepoint/vault";
import { isSignedBy, parseNote, signNote, type SignerKey, type VerifierKey } from "./note.ts";

/** C2SP tlog-checkpoint: a log's size and root at one time. */
export type Checkpoint = {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
};

/** The signed note. The key's name is the origin. */
export function signCheckpoint(
  { origin, size, root }: Checkpoint,
  key: SignerKey,
  primitives: Primitives,
): string {
  return signNote(`${origin}\n${size}\n${toBase64(root)}\n`, key, primitives);
}

/** Undefined where it is no checkpoint. Says nothing about its signature. */
export function parseCheckpoint(note: string): Checkpoint | undefined {
  const parsed = parseNote(utf8(note));
  const [origin, size, root, ...rest] = parsed?.text.split("\n") ?? [];
  const hash = fromBase64(root ?? "");
  if (!origin || !/^(0|[1-9]\d{0,15})$/.test(size ?? "") || hash?.length !== 32) return undefined;
  // Extension lines are allowed, empty ones are not; the text ends in a newline.
  if (rest.pop() !== "" || rest.includes("") || !Number.isSafeInteger(Number(size)))
    return undefined;
  return { origin, size: Number(size), root: hash };
}

/** The checkpoint, if this key signed it under its own name. */
export function verifyCheckpoint(
  note: string,
  key: VerifierKey,
  primitives: Primitives,
): Checkpoint | undefined {
  const parsed = parseNote(utf8(note));
  const checkpoint = parseCheckpoint(note);
  if (!parsed || checkpoint?.origin !== key.name) return undefined;
  return isSignedBy(parsed, key, primitives) ? checkpoint : undefined;
}
