import { crcOfByte, crcOver, isOneByteFrom } from "./crc.ts";
import { messageNumber, messages } from "./messages.ts";

/** First byte of a frame, by version of MAVLink. */
const magic1 = 0xfe;
const magic2 = 0xfd;

const header1 = 6;
const header2 = 10;
const checksum = 2;
const signature = 13;

/** The only flag of version 2 that a reader must understand; other flags mean another layout. */
const signedFlag = 0x01;

/**
 * Looks for a frame at a place: its length where one is whole and its checksum fits, 0 where none
 * begins there, and where the bytes end before the frame does, how many are missing, negative. So a
 * reader of a link waits for more, and a reader of a file does not.
 *
 * Of a message that no dialect has, the byte that goes into the checksum is unknown: whichever
 * byte would do is taken, so that one in 256 false ones passes.
 */
export function frameAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  if (first !== magic1 && first !== magic2) return 0;
  const header = first === magic1 ? header1 : header2;
  if (bytes.length - at < header) return bytes.length - at - header;
  if (first === magic2 && ((bytes[at + 2] as number) & ~signedFlag) !== 0) return 0; // in the header
  const end = at + header + (bytes[at + 1] as number);
  const length = end + checksum - at + (isSigned(bytes, at) ? signature : 0);
  if (bytes.length - at < length) return bytes.length - at - length;
  return isSound(bytes, at, end) ? length : 0;
}

function isSound(bytes: Uint8Array, at: number, end: number): boolean {
  const crc = crcOver(bytes, at + 1, end);
  const stated = (bytes[end] as number) | ((bytes[end + 1] as number) << 8); // the frame is whole
  const message = messages[messageNumber(messageIdAt(bytes, at))];
  if (!message) return isOneByteFrom(crc, stated);
  return crcOfByte(crc, message.crcExtra) === stated;
}

/** Dialects to come may lengthen a message by extensions, version 1 has none. */
const mostExtensions = 64;

/** Says, before its checksum is worth the work, whether a message is known and about this long. */
function isLikely(bytes: Uint8Array, at: number): boolean {
  const message = messages[messageNumber(messageIdAt(bytes, at))];
  const room = bytes[at] === magic1 ? 0 : mostExtensions;
  return message !== undefined && (bytes[at + 1] as number) <= message.length + room;
}

/**
 * The place of the next frame of a known message, to go on behind damage; the length of the bytes
 * where there is none.
 */
export function nextFrame(bytes: Uint8Array, from: number): number {
  for (let at = from; at + header1 <= bytes.length; at += 1) {
    const first = bytes[at];
    if (first !== magic1 && first !== magic2) continue;
    if (first === magic2 && at + header2 > bytes.length) continue;
    if (isLikely(bytes, at) && frameAt(bytes, at) > 0) return at;
  }
  return bytes.length;
}

/** All below hold for the place of a frame that `frameAt` found. */
export function isSigned(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === magic2 && ((bytes[at + 2] as number) & signedFlag) !== 0;
}

export function payloadAt(bytes: Uint8Array, at: number): number {
  return at + (bytes[at] === magic1 ? header1 : header2);
}

export function payloadLengthAt(bytes: Uint8Array, at: number): number {
  return bytes[at + 1] as number;
}

/** System and component in one number, system × 256 + component. */
export function senderAt(bytes: Uint8Array, at: number): number {
  const place = bytes[at] === magic1 ? at + 3 : at + 5;
  return ((bytes[place] as number) << 8) | (bytes[place + 1] as number);
}

export function messageIdAt(bytes: Uint8Array, at: number): number {
  if (bytes[at] === magic1) return bytes[at + 5] as number;
  return (
    (bytes[at + 7] as number) | ((bytes[at + 8] as number) << 8) | ((bytes[at + 9] as number) << 16)
  );
}
