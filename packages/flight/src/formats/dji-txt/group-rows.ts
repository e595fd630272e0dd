import type { RowIndex } from "./find-rows.ts";
import type { Framing } from "./framing.ts";
import type { Rows } from "./rows.ts";

/** The index sorted by kind: the rows of one kind lie together, in the order of the file. */
export type Grouped = {
  /** Where each row's content begins in the file. */
  readonly starts: Uint32Array;
  readonly lengths: Uint16Array;
  /** Where each kind's rows begin; 257 places. */
  readonly firsts: Uint32Array;
};

/** A counting sort. */
export function groupByKind(index: RowIndex): Grouped {
  const { count, kinds } = index;
  const firsts = firstsOf(kinds);
  const next = firsts.slice();
  const starts = new Uint32Array(count);
  const lengths = new Uint16Array(count);
  for (let row = 0; row < count; row += 1) {
    const kind = kinds[row] as number; // below the count, like all here
    const at = next[kind] as number;
    next[kind] = at + 1;
    starts[at] = index.starts[row] as number;
    lengths[at] = index.lengths[row] as number;
  }
  return { firsts, starts, lengths };
}

function firstsOf(kinds: Uint8Array): Uint32Array {
  const firsts = new Uint32Array(257);
  for (let row = 0; row < kinds.length; row += 1) {
    const next = (kinds[row] as number) + 1; // below the length; a kind is a byte
    firsts[next] = (firsts[next] as number) + 1;
  }
  for (let kind = 0; kind < 256; kind += 1)
    firsts[kind + 1] = (firsts[kind + 1] as number) + (firsts[kind] as number);
  return firsts;
}

/** Where the contents of the rows of one kind begin in the file, in order. */
export function startsOf({ starts, firsts }: Grouped, kind: number): Uint32Array {
  return starts.subarray(firsts[kind], firsts[kind + 1]);
}

/** The rows of a kind as they lie in the file: only the XOR layer has to come off, or nothing. */
export function rowsInFile(
  log: { readonly bytes: Uint8Array; readonly grouped: Grouped; readonly framing: Framing },
  kind: number,
): Rows {
  const { firsts, lengths } = log.grouped;
  const starts = startsOf(log.grouped, kind);
  return {
    count: starts.length,
    bytes: log.bytes,
    starts,
    lengths: lengths.subarray(firsts[kind], firsts[kind + 1]),
    places: starts,
    scrambled: log.framing.scrambled ? kind : undefined,
    doubtful: [],
  };
}
