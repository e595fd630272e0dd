import { concat, utf8, type ByteRange } from "@homepoint/base";
import { problem } from "../problems.ts";
import { tagLength, type Primitives } from "../primitives/primitives.ts";
import { inPieces } from "./chunks.ts";
import { ReadAhead } from "./read-ahead.ts";

const nonceLength = 16;
/** age §"Payload": content is sealed in chunks of 64 KiB. */
export const chunkSize: number = 1 << 16;
const sealedChunkSize = chunkSize + tagLength;

export type PayloadParts = {
  readonly fileKey: Uint8Array;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly primitives: Primitives;
};

/** Nonce and sealed chunks. Holds one chunk in memory. Blocks belong to the caller. */
export async function* sealPayload(parts: PayloadParts): AsyncIterable<Uint8Array> {
  const { fileKey, bytes, primitives } = parts;
  const fileNonce = primitives.random(nonceLength);
  const key = payloadKey(fileKey, fileNonce, primitives);
  let index = 0;
  for await (const { bytes: chunk, isLast } of inPieces(bytes, chunkSize)) {
    const nonce = chunkNonce(index, isLast);
    const sealed = primitives.sealChunk({ key, nonce, bytes: chunk });
    yield index === 0 ? concat(fileNonce, sealed) : sealed;
    index += 1;
  }
}

/**
 * Opens what `sealPayload` made; every block that comes out was authenticated first. Only the end
 * of the stream says that nothing is missing.
 *
 * @throws vault/damaged-payload, vault/bad-header where not even the nonce is there
 */
export async function* openPayload(parts: PayloadParts): AsyncIterable<Uint8Array> {
  const { fileKey, bytes, primitives } = parts;
  const ahead = new ReadAhead(bytes);
  const fileNonce = await readNonce(ahead);
  const open = chunkOpener(payloadKey(fileKey, fileNonce, primitives), primitives);
  let index = 0;
  for await (const { bytes: sealed, isLast } of inPieces(
    ahead.rest(nonceLength),
    sealedChunkSize,
  )) {
    const chunk = open({ index, isLast, sealed });
    // A full chunk that is good but marked for another place (something follows the final one, or
    // nothing follows one before it): age's vectors want it given before the problem.
    const isFull = sealed.length === sealedChunkSize;
    const misplaced = chunk || !isFull ? undefined : open({ index, isLast: !isLast, sealed });
    if (misplaced) yield misplaced;
    // age: the final chunk is empty only where the whole payload is.
    if (!chunk || (chunk.length === 0 && index > 0)) throw damaged(index);
    if (chunk.length > 0) yield chunk;
    index += 1;
  }
}

export type RangeParts = {
  readonly fileKey: Uint8Array;
  readonly primitives: Primitives;
  /** Of the content. Must be known for sure: it says which chunk is the final one. */
  readonly size: number;
  readonly range: ByteRange;
  /** Gives bytes of the payload, both ends included. */
  readonly read: (range: ByteRange) => AsyncIterable<Uint8Array>;
};

/**
 * Opens bytes `first` to `last` of the content, as far as there are any, and reads no chunk that
 * is not needed.
 *
 * @throws vault/bad-range, vault/damaged-payload
 */
export async function* openPayloadRange(parts: RangeParts): AsyncIterable<Uint8Array> {
  const { fileKey, primitives, size, range, read } = parts;
  const { first, end } = clamp(range, size);
  if (first >= end) return;
  const plan = planChunks({ first, end, size });
  const ahead = new ReadAhead(read({ first: 0, last: nonceLength - 1 }));
  const key = payloadKey(fileKey, await readNonce(ahead), primitives);
  await ahead.close();
  const open = chunkOpener(key, primitives);
  let index = plan.firstChunk;
  for await (const { bytes: sealed } of inPieces(read(plan.range), sealedChunkSize)) {
    const chunk = open({ index, isLast: index === plan.finalChunk, sealed });
    if (!chunk) throw damaged(index);
    const from = Math.max(0, first - index * chunkSize);
    yield chunk.subarray(from, Math.min(chunk.length, end - index * chunkSize));
    index += 1;
  }
  if (index <= plan.lastChunk) throw damaged(index);
}

/** How many bytes a payload has whose content has `size`. */
export function sealedSize(size: number): number {
  const chunks = Math.max(1, Math.ceil(size / chunkSize));
  return nonceLength + size + chunks * tagLength;
}

type Span = { readonly first: number; readonly end: number; readonly size: number };

function planChunks({ first, end, size }: Span) {
  const firstChunk = Math.floor(first / chunkSize);
  const lastChunk = Math.floor((end - 1) / chunkSize);
  const finalChunk = Math.max(0, Math.ceil(size / chunkSize) - 1);
  const sealedEnd = Math.min(nonceLength + (lastChunk + 1) * sealedChunkSize, sealedSize(size));
  const range = { first: nonceLength + firstChunk * sealedChunkSize, last: sealedEnd - 1 };
  return { firstChunk, lastChunk, finalChunk, range };
}

function clamp({ first, last }: ByteRange, size: number) {
  const end = last === undefined ? size : last + 1;
  if (!isCount(first) || !isCount(end)) throw problem("bad-range", { first, last: end - 1 });
  return { first, end: Math.min(end, size) };
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

async function readNonce(ahead: ReadAhead): Promise<Uint8Array> {
  while (ahead.borrowed.length < nonceLength)
    if (!(await ahead.more())) throw problem("bad-header");
  return ahead.borrowed.slice(0, nonceLength);
}

function payloadKey(fileKey: Uint8Array, salt: Uint8Array, primitives: Primitives): Uint8Array {
  return primitives.hkdfSha256({ secret: fileKey, salt, info: utf8("payload") });
}

/** age §"Payload": eleven bytes that count, big-endian, then one that marks the final chunk. */
function chunkNonce(index: number, isLast: boolean): Uint8Array {
  const nonce = new Uint8Array(12);
  const view = new DataView(nonce.buffer);
  view.setBigUint64(3, BigInt(index));
  view.setUint8(11, isLast ? 1 : 0);
  return nonce;
}

type Sealed = { readonly index: number; readonly isLast: boolean; readonly sealed: Uint8Array };

function chunkOpener(key: Uint8Array, primitives: Primitives) {
  return ({ index, isLast, sealed }: Sealed): Uint8Array | undefined =>
    primitives.openChunk({ key, nonce: chunkNonce(index, isLast), bytes: sealed });
}

function damaged(index: number) {
  return problem("damaged-payload", { offset: index * chunkSize });
}
