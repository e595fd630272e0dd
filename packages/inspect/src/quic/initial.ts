import { concat, utf8 } from "@homepoint/base";
import type { CapturePrimitives } from "../capture/primitives.ts";
import type { QuicVersion } from "./versions.ts";

/** Where the parts of a first packet stand in its datagram. RFC 9000 §17.2. */
export type LongHead = {
  readonly version: number;
  readonly type: number;
  /** The connection's name as the receiver knows it. */
  readonly target: Uint8Array;
  /** Of a packet with a length: where its number begins, and where it ends. */
  readonly at: number;
  readonly number: number;
  readonly end: number;
};

export type InitialKeys = {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  readonly mask: Uint8Array;
};

const longestName = 20;

/** The head of the packet that begins at `at`; undefined where none does. Never throws. */
export function readLongHead(
  bytes: Uint8Array,
  at: number,
  initialOf: (version: number) => number | undefined,
): LongHead | undefined {
  const first = bytes[at];
  if (first === undefined || (first & 0x80) === 0 || at + 7 > bytes.length) return undefined;
  const version = four(bytes, at + 1);
  const initial = initialOf(version);
  const targetLength = bytes[at + 5] ?? 255;
  const sourceAt = at + 6 + targetLength;
  const sourceLength = bytes[sourceAt];
  if (initial === undefined || targetLength > longestName || sourceLength === undefined)
    return undefined;
  const type = (first >> 4) & 3;
  let next = sourceAt + 1 + sourceLength;
  if (type === initial) {
    const token = readVarint(bytes, next);
    if (!token) return undefined;
    next = token.end + token.value;
  }
  const length = readVarint(bytes, next);
  if (!length || sourceLength > longestName) return undefined;
  const end = length.end + length.value;
  if (end > bytes.length || length.value < 20) return undefined;
  const target = bytes.subarray(at + 6, at + 6 + targetLength);
  return { version, type, target, at, number: length.end, end };
}

/** Anyone who sees the first packet can make the keys of the client's. RFC 9001 §5.2. */
export function initialKeys(
  { salt, label }: QuicVersion,
  target: Uint8Array,
  primitives: CapturePrimitives,
): InitialKeys {
  const secret = primitives.hmacSha256(salt, target);
  const expand = (from: Uint8Array, name: string, length: number) =>
    primitives.hmacSha256(from, expansion(name, length)).slice(0, length);
  const client = expand(secret, "client in", 32);
  return {
    key: expand(client, `${label} key`, 16),
    iv: expand(client, `${label} iv`, 12),
    mask: expand(client, `${label} hp`, 16),
  };
}

/** HKDF-Expand-Label (RFC 8446 §7.1) of at most one block. */
function expansion(name: string, length: number): Uint8Array {
  const label = utf8(`tls13 ${name}`);
  return concat(Uint8Array.of(0, length, label.length), label, Uint8Array.of(0, 1));
}

/** The frames of a first packet; undefined where the keys are not its. RFC 9001 §5.4. */
export function openInitial(
  bytes: Uint8Array,
  { at, number, end }: LongHead,
  { key, iv, mask: maskKey }: InitialKeys,
  primitives: CapturePrimitives,
): Uint8Array | undefined {
  if (number + 20 > end) return undefined;
  const mask = primitives.aesBlock(maskKey, bytes.slice(number + 4, number + 20));
  const first = (bytes[at] ?? 0) ^ ((mask[0] ?? 0) & 15);
  const size = (first & 3) + 1;
  const associated = bytes.slice(at, number + size);
  associated[0] = first;
  const nonce = iv.slice();
  for (let place = 0; place < size; place += 1) {
    const byte = (bytes[number + place] ?? 0) ^ (mask[1 + place] ?? 0);
    associated[number - at + place] = byte;
    const target = 12 - size + place;
    nonce[target] = (nonce[target] ?? 0) ^ byte;
  }
  const sealed = bytes.slice(number + size, end);
  return primitives.openGcm({ key, nonce, associated, sealed });
}

const frames = { padding: 0, ping: 1, ack: 2, ackWithCounts: 3, crypto: 6 } as const;

/** Gives the pieces of the handshake that a packet's frames carry, in any order. Never throws. */
export function readCryptoFrames(
  bytes: Uint8Array,
  take: (at: number, piece: Uint8Array) => void,
): void {
  let at = 0;
  while (at < bytes.length) {
    const type = bytes[at] ?? 0;
    at += 1;
    if (type === frames.padding || type === frames.ping) continue;
    const isAck = type === frames.ack || type === frames.ackWithCounts;
    const next = isAck ? skipAck(bytes, at, type) : readCrypto(bytes, at, type, take);
    if (next === undefined) return;
    at = next;
  }
}

function readCrypto(
  bytes: Uint8Array,
  from: number,
  type: number,
  take: (at: number, piece: Uint8Array) => void,
): number | undefined {
  if (type !== frames.crypto) return undefined;
  const offset = readVarint(bytes, from);
  const length = offset && readVarint(bytes, offset.end);
  if (!length || length.end + length.value > bytes.length) return undefined;
  take(offset.value, bytes.subarray(length.end, length.end + length.value));
  return length.end + length.value;
}

/** RFC 9000 §19.3. */
function skipAck(bytes: Uint8Array, from: number, type: number): number | undefined {
  let at = from;
  let left = 4;
  for (let turn = 0; left > 0; turn += 1, left -= 1) {
    const number = readVarint(bytes, at);
    if (!number || number.value > 65_536) {
      if (!number || turn === 2) return undefined;
    }
    at = number.end;
    // The third says how many pairs follow.
    if (turn === 2) left += number.value * 2 + (type === frames.ackWithCounts ? 3 : 0);
  }
  return at;
}

/** RFC 9000 §16. */
function readVarint(
  bytes: Uint8Array,
  at: number,
): { readonly value: number; readonly end: number } | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  const size = 1 << (first >> 6);
  if (at + size > bytes.length) return undefined;
  let value = first & 63;
  for (let place = 1; place < size; place += 1) value = value * 256 + (bytes[at + place] ?? 0);
  return { value, end: at + size };
}

function four(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0);
}
