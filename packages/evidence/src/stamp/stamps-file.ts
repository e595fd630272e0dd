import { canonicalBytes, fromBase64, textOf, toBase64 } from "@homepoint/base";

/** A checkpoint and what a time stamp authority said of it: a `TimeStampResp` of RFC 3161. */
export type Stamp = { readonly checkpoint: string; readonly reply: Uint8Array };

const most = 256;
const longest = 1 << 24;
export const longestReply = 1 << 16;

/** What a log has of stamps: docs/formats/evidence.md §10. */
export type Stamps = {
  readonly stamps: readonly Stamp[];
  /** Checkpoints that a stamp was asked for. */
  readonly waiting: readonly string[];
};

const mostWaiting = 16;

/** Undefined where the bytes are not such a file. Nothing in it is verified. */
export function parseStamps(bytes: Uint8Array): Stamps | undefined {
  if (bytes.length > longest) return undefined;
  try {
    const { v, stamps, waiting } = JSON.parse(textOf(bytes)) as Record<string, unknown>;
    if (v !== 1 || !Array.isArray(stamps) || stamps.length > most) return undefined;
    const read = stamps.flatMap((stamp: unknown) => parseStamp(stamp) ?? []);
    const isWhole = read.length === stamps.length && isTexts(waiting);
    return isWhole ? { stamps: read, waiting } : undefined;
  } catch {
    return undefined; // no JSON
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function parseStamp(value: unknown): Stamp | undefined {
  const { checkpoint, reply } = (value ?? {}) as Record<string, unknown>;
  if (typeof checkpoint !== "string" || typeof reply !== "string") return undefined;
  const bytes = fromBase64(reply);
  return bytes && { checkpoint, reply: bytes };
}

/** The newest stay where there are too many. */
export function formatStamps({ stamps, waiting }: Stamps): Uint8Array {
  const kept = stamps.slice(-most);
  return canonicalBytes({
    v: 1,
    stamps: kept.map(({ checkpoint, reply }) => ({ checkpoint, reply: toBase64(reply) })),
    waiting: waiting.slice(-mostWaiting),
  });
}
