import type { Framing } from "./framing.ts";
import { countFramed, rowEnd } from "./framing.ts";
import { headLength } from "../../flight-reader.ts";
import { makeRowKey, rowKeyBytes } from "./row-keys.ts";

/** The prefix of a file, DJI flight record §1.1, and what follows from it. */
export type Header = {
  /** 1 to 14; what the rows say, where the version byte is damaged. */
  readonly version: number;
  /** The version byte cannot be right. */
  readonly versionDamaged: boolean;
  /** Where the details should be, or from version 13 on the first row; may be nonsense. */
  readonly detailOffset: number;
  readonly framing: Framing;
};

/** Versions of which the rows alone tell, by how they are framed. */
const narrow = { lengthBytes: 1, scrambled: true } as const;
const wide = { lengthBytes: 2, scrambled: true } as const;
const clear = { lengthBytes: 1, scrambled: false } as const;

/** Rows that follow each other without a gap prove a framing; by chance they do not. */
const proof = 3;

/** Undefined where the bytes are no flight record. Enough to look at the first 64 KiB. */
export function readHeader(bytes: Uint8Array): Header | undefined {
  const head = bytes.subarray(0, headLength);
  if (head.length < 16) return undefined;
  const claimed = Math.min(head[10] as number, 14); // §1: newer ones are read as 14
  const detailOffset = readOffset(head);
  const candidates = candidatesFor(bytes, detailOffset).map((candidate) => ({
    ...candidate,
    rows: countFramed(bytes, candidate.framing, proof + 2),
  }));
  const own = candidates.filter(({ versions }) => versions.includes(claimed));
  // Check bytes do not match by chance; without them, a version byte that can be right is believed.
  const best =
    mostRows(
      [...own, ...candidates].filter(({ framing }) => framing.scrambled),
      proof,
    ) ??
    searchRows(head, own) ??
    mostRows(own.length ? own : candidates, own.length ? 0 : proof);
  const least = best?.framing.scrambled ? 1 : 2; // without check bytes, one row may be chance
  if (!best || !(best.rows >= least || looksRight(head, claimed))) return undefined;
  const versionDamaged = !best.versions.includes(claimed);
  const version = versionDamaged ? best.likely : claimed;
  return { version, versionDamaged, detailOffset, framing: best.framing };
}

type Scored = Candidate & { readonly rows: number };

/**
 * Where the rows do not begin where they should, because bytes before them are missing, added or
 * damaged: the first place from which rows follow each other. Rows that stand alone before it are
 * met by the walk, if the version says where it begins.
 */
function searchRows(head: Uint8Array, own: readonly Scored[]): Scored | undefined {
  const framings = own.length ? own.map(({ framing }) => framing) : [narrow, wide];
  for (const framing of framings.filter(({ scrambled }) => scrambled)) {
    for (let start = 12; start < head.length; start += 1) {
      const found = { ...framing, start };
      if (rowEnd(head, found, start) <= 0 || countFramed(head, found, proof) < proof) continue;
      const versions = framing.lengthBytes === 1 ? [7, 8, 9, 10, 11, 12] : [13, 14];
      const first = own.find((one) => one.framing.lengthBytes === framing.lengthBytes);
      const begin = Math.min(start, first?.framing.start ?? start);
      const likely = framing.lengthBytes === 1 ? 11 : 14;
      return { versions, likely, framing: { ...framing, start: begin }, rows: proof };
    }
  }
  return undefined;
}

function mostRows<C extends { readonly rows: number }>(
  candidates: readonly C[],
  least: number,
): C | undefined {
  const most = Math.max(...candidates.map(({ rows }) => rows));
  return most >= least ? candidates.find(({ rows }) => rows === most) : undefined;
}

type Candidate = {
  readonly versions: readonly number[];
  readonly likely: number;
  readonly framing: Framing;
};

/** Framings to try, likelier ones first; §1 and its note on the prefix of version 6. */
function candidatesFor(head: Uint8Array, detailOffset: number): readonly Candidate[] {
  const wideStarts = [auxEnd(head), detailOffset, 809].filter(
    (start) => start >= 100 && start < 2 ** 31,
  );
  return [
    { versions: [7, 8, 9, 10, 11], likely: 11, framing: { ...narrow, start: 100 } },
    { versions: [12], likely: 12, framing: { ...narrow, start: 536 } },
    ...[...new Set(wideStarts)].map((start) => ({
      versions: [13, 14],
      likely: 14,
      framing: { ...wide, start },
    })),
    // A long prefix is zeros, and frames nothing: where rows stand at 12, it is a short one.
    { versions: [1, 2, 3, 4, 5, 6], likely: 5, framing: { ...clear, start: 12 } },
    { versions: [6], likely: 6, framing: { ...clear, start: 100 } },
  ];
}

/** u64 at 0; what no file can reach is 0. */
function readOffset(head: Uint8Array): number {
  const view = new DataView(head.buffer, head.byteOffset, 8);
  return view.getUint32(4, true) === 0 ? view.getUint32(0, true) : 0;
}

/** Behind the two auxiliary blocks, §3; 0 where they do not look like that. */
function auxEnd(head: Uint8Array): number {
  const first = auxLength(head, 100, 0);
  const second = first && auxLength(head, 103 + first, 1);
  return second ? 106 + first + second : 0;
}

function auxLength(head: Uint8Array, at: number, type: number): number {
  if (head[at] !== type) return 0;
  return (head[at + 1] ?? 0) | ((head[at + 2] ?? 0) << 8);
}

/** Says whether a prefix without a readable row behind it is one all the same, §1.1. */
function looksRight(head: Uint8Array, version: number): boolean {
  if (version >= 7) return head.length >= 100 && head.subarray(12, 100).every((byte) => byte === 0);
  const detailsLength = (head[8] as number) | ((head[9] as number) << 8); // checked: 16 bytes
  return detailsLength === 400 && readOffset(head) >= 12;
}

export type Aux = {
  /** The details block, in clear; undefined where the block is damaged. */
  readonly details?: Uint8Array;
  /** What a request for keys has to state, §3 and §5.3. */
  readonly requestVersion: number;
  readonly department: number;
};

/** The auxiliary blocks of versions 13 and 14, §3. */
export function readAux(bytes: Uint8Array): Aux {
  const first = auxLength(bytes, 100, 0);
  const details = first && unscrambleAux(bytes.subarray(103, 103 + first));
  const at = 103 + first;
  const hasSecond = auxLength(bytes, at, 1) >= 3;
  const stated = hasSecond ? (bytes[at + 3] ?? 0) | ((bytes[at + 4] ?? 0) << 8) : 0;
  const department = hasSecond ? (bytes[at + 5] ?? 0) : 0;
  return { ...(details ? { details } : {}), requestVersion: stated, department };
}

/** Seed, content and check byte, as in a row of kind 0. The details follow three bytes in. */
function unscrambleAux(payload: Uint8Array): Uint8Array | undefined {
  const seed = payload[0];
  if (seed === undefined || payload.length < 6) return undefined;
  makeRowKey(seed); // kind 0
  const keyAt = (at: number) => rowKeyBytes[seed * 8 + (at & 7)] as number; // slot of kind 0
  const content = payload.subarray(1, -1).map((byte, at) => byte ^ keyAt(at));
  const length = (content[1] as number) | ((content[2] as number) << 8); // 4 bytes at least
  return content.subarray(3, 3 + length);
}
