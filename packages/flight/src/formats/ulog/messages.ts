import { readKeyed } from "./keyed.ts";
import { isNameByte } from "./types.ts";

/** Kinds of messages, by the letter behind their size. */
export const kinds = {
  flags: 0x42, // B
  format: 0x46, // F
  information: 0x49, // I
  multiInformation: 0x4d, // M
  parameter: 0x50, // P
  defaultParameter: 0x51, // Q
  subscription: 0x41, // A
  unsubscription: 0x52, // R
  row: 0x44, // D
  text: 0x4c, // L
  taggedText: 0x43, // C
  sync: 0x53, // S
  dropout: 0x4f, // O
} as const;

/** Size and kind stand before each message. */
export const frameLength = 3;

/** The content of a message. */
export type Content = { readonly bytes: Uint8Array; readonly from: number; readonly end: number };

const syncMagic = [0x2f, 0x73, 0x13, 0x20, 0x25, 0x0c, 0xbb, 0x12] as const;

const checks = new Map<number, (content: Content) => boolean>([
  [kinds.flags, (content) => sizeOf(content) >= 40],
  [kinds.format, isFormat],
  [kinds.information, (content) => readKeyed(content, 0) !== undefined],
  [kinds.multiInformation, (content) => readKeyed(content, 1) !== undefined],
  [kinds.parameter, (content) => isParameter(content, 0)],
  [kinds.defaultParameter, (content) => isParameter(content, 1)],
  [kinds.subscription, isSubscription],
  [kinds.unsubscription, (content) => sizeOf(content) === 2],
  [kinds.text, (content) => isText(content, 9)],
  [kinds.taggedText, (content) => isText(content, 11)],
  [kinds.sync, isSync],
  [kinds.dropout, (content) => sizeOf(content) === 2],
]);

/**
 * Says whether a content is all that its kind promises. Messages carry no check sum, but nearly all
 * of them say their length twice. Rows are judged elsewhere: it takes their topic.
 */
export function isSound(kind: number, content: Content): boolean {
  return checks.get(kind)?.(content) ?? false;
}

/** Letters that may be kinds, for a glance at noise. */
export const isKind = new Uint8Array(256);
for (const kind of Object.values(kinds)) isKind[kind] = 1;

function sizeOf({ from, end }: Content): number {
  return end - from;
}

/** Bytes of the longest name that is believed. */
const longestName = 120;

function isFormat({ bytes, from, end }: Content): boolean {
  if (end - from < 6 || bytes[end - 1] !== 0x3b) return false; // ;
  const limit = Math.min(end, from + longestName);
  for (let at = from; at < limit; at += 1) {
    if (bytes[at] === 0x3a) return at > from; // :
    if (!isNameByte(bytes[at] as number)) return false; // within the limit
  }
  return false;
}

function isSubscription({ bytes, from, end }: Content): boolean {
  const start = from + 3;
  if (end <= start || end - start > longestName) return false;
  for (let at = start; at < end; at += 1) if (!isNameByte(bytes[at] as number)) return false; // below the end
  return true;
}

/** How much of a text is looked at. */
const glance = 64;

function isText({ bytes, from, end }: Content, textAt: number): boolean {
  const level = bytes[from] as number; // a message has content
  if (end - from < textAt || level < 0x30 || level > 0x37) return false;
  const limit = Math.min(end, from + textAt + glance);
  for (let at = from + textAt; at < limit; at += 1)
    if (isControl(bytes[at] as number)) return false; // within the limit
  return true;
}

/** Texts hold tabs, line ends, escapes of colours, and sometimes the zero behind them. */
function isControl(byte: number): boolean {
  return byte < 0x20 && byte !== 0x1b && byte !== 0 && (byte < 0x09 || byte > 0x0d);
}

function isSync({ bytes, from, end }: Content): boolean {
  return end - from === syncMagic.length && syncMagic.every((one, at) => bytes[from + at] === one);
}

function isParameter(content: Content, keyAt: number): boolean {
  const keyed = readKeyed(content, keyAt);
  if (!keyed || keyed.count !== undefined) return false;
  return keyed.type === "int32_t" || keyed.type === "float";
}
