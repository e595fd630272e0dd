import { collect } from "@homepoint/base";
import { problem } from "../problems.ts";
import type { Primitives } from "../primitives/primitives.ts";
import { oneBlock } from "./chunks.ts";
import { checkHeader, formatHeader, readHeader, type Header } from "./header.ts";
import { openPayload, sealPayload } from "./payload.ts";
import { ReadAhead } from "./read-ahead.ts";
import { fileKeyLength, type Identity, type Recipient } from "./recipient.ts";

export type SealParts = {
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>;
  readonly recipients: readonly Recipient[];
  readonly primitives: Primitives;
};

export type OpenParts = {
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>;
  readonly identity: Identity;
  readonly primitives: Primitives;
};

/** A whole age v1 file, binary. Holds one chunk in memory. */
export async function* sealToRecipients(parts: SealParts): AsyncIterable<Uint8Array> {
  const { recipients, primitives } = parts;
  const fileKey = primitives.random(fileKeyLength);
  const stanzas = await Promise.all(recipients.map((recipient) => recipient.wrap(fileKey)));
  yield formatHeader(stanzas, fileKey, primitives);
  yield* sealPayload({ fileKey, bytes: asBlocks(parts.bytes), primitives });
}

/**
 * Content of a whole age v1 file, binary. Each block was authenticated; only the end of the stream
 * says that nothing is missing.
 *
 * @throws vault/bad-header, vault/not-for-us, vault/changed-header, vault/damaged-payload
 */
export async function* openWithIdentity(parts: OpenParts): AsyncIterable<Uint8Array> {
  const { identity, primitives } = parts;
  const ahead = new ReadAhead(asBlocks(parts.bytes));
  try {
    const header = await readHeader(ahead);
    const fileKey = await openHeader(header, identity, primitives);
    yield* openPayload({ fileKey, bytes: ahead.rest(header.length), primitives });
  } finally {
    await ahead.close();
  }
}

/** The file key of a header, its MAC checked. @throws as openWithIdentity */
export async function openHeader(
  header: Header,
  identity: Identity,
  primitives: Primitives,
): Promise<Uint8Array> {
  const fileKey = await identity.unwrap(header.stanzas);
  if (!fileKey) throw problem("not-for-us");
  checkHeader(header, fileKey, primitives);
  return fileKey;
}

/** For what is known to be small. */
export function sealWhole(parts: SealParts): Promise<Uint8Array> {
  return collect(sealToRecipients(parts));
}

/** For what is known to be small. @throws as openWithIdentity */
export function openWhole(parts: OpenParts): Promise<Uint8Array> {
  return collect(openWithIdentity(parts));
}

function asBlocks(bytes: Uint8Array | AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return bytes instanceof Uint8Array ? oneBlock(bytes) : bytes;
}
