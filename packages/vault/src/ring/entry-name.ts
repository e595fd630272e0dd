import { checkKey, toHex } from "@homepoint/base";
import { problem } from "../problems.ts";
import type { Primitives } from "../primitives/primitives.ts";

/** HMAC-SHA-256(idKey, SHA-256(content)), 64 lower-case hexadecimal digits. */
export type ObjectId = string;

/** An original, or what was derived from it: one of a kind. */
export type EntryName = { readonly id: ObjectId; readonly kind?: string | undefined };

const idPattern = /^[0-9a-f]{64}$/;
const kindPattern = /^[a-z][a-z0-9-]{0,31}$/;
const payloadPattern = /^[0-9a-f]{32}$/;

export function objectIdOf(idKey: Uint8Array, hash: Uint8Array, primitives: Primitives): ObjectId {
  return toHex(primitives.hmacSha256(idKey, hash));
}

/** `<ObjectId>`, or `<ObjectId>.<kind>`. @throws vault/unknown-object, vault/bad-kind */
export function formatEntryName({ id, kind }: EntryName): string {
  if (!idPattern.test(id)) throw problem("unknown-object", { id });
  if (kind === undefined) return id;
  if (!kindPattern.test(kind)) throw problem("bad-kind", { kind });
  return checkKey(`${id}.${kind}`);
}

/** Undefined for a file that is not a ring entry. */
export function parseEntryName(text: string): EntryName | undefined {
  const dot = text.indexOf(".");
  if (dot === -1) return idPattern.test(text) ? { id: text } : undefined;
  const [id, kind] = [text.slice(0, dot), text.slice(dot + 1)];
  return idPattern.test(id) && kindPattern.test(kind) ? { id, kind } : undefined;
}

/** What is derived and yet cannot be made again: the keys that the maker of a log's app gave for it. */
const lastingKinds: ReadonlySet<string> = new Set(["keys"]);

/** Whether it stays when the derived is dropped, and goes into every backup: an original does. */
export function isLasting({ kind }: EntryName): boolean {
  return kind === undefined || lastingKinds.has(kind);
}

/** Random, never used again. */
export function newPayloadName(primitives: Primitives): string {
  return toHex(primitives.random(16));
}

export function isPayloadName(text: string): boolean {
  return payloadPattern.test(text);
}
