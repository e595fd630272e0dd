import type { RowIndex } from "./find-rows.ts";
import type { Framing } from "./framing.ts";
import type { Rows } from "./rows.ts";

/** Row numbers by kind, each kind's in the order of the file. */
export type Grouped = {
  readonly numbers: Uint32Array;
  /** Where each kind's numbers begin; 257 places. */
  readonly firsts: Uint32Array;
};

/** A counting sort. */
export function groupByKind({ count, kinds }: RowIndex): Grouped {
  const firsts = new Uint32Array(257);
  for (let row = 0; row < count; row += 1) firsts[(kinds[row] as number) + 1]! += 1; // a kind is a byte
  for (let kind = 0; kind < 256; kind += 1) firsts[kind + 1]! += firsts[kind] as number;
  const next = firsts.slice();
  const numbers = new Uint32Array(count);
  for (let row = 0; row < count; row += 1) numbers[next[kinds[row] as number]!++] = row;
  return { numbers, firsts };
}

export function numbersOf({ numbers, firsts }: Grouped, kind: number): Uint32Array {
  return numbers.subarray(firsts[kind], firsts[kind + 1]);
}

/** Rows of which only the XOR layer, or none, has to come off: where their contents lie. */
export function rowsInFile(
  bytes: Uint8Array,
  { framing, index }: { readonly framing: Framing; readonly index: RowIndex },
  numbers: Uint32Array,
): Rows {
  const count = numbers.length;
  const starts = new Uint32Array(count);
  const lengths = new Uint16Array(count);
  const slots = new Uint16Array(framing.scrambled ? count : 0);
  const { lengthBytes, scrambled } = framing;
  for (let row = 0; row < count; row += 1) {
    const at = index.offsets[numbers[row] as number] as number; // numbers of the index's rows
    const payload = at + 1 + lengthBytes;
    const length =
      (bytes[at + 1] as number) | (lengthBytes === 2 ? (bytes[at + 2] as number) << 8 : 0);
    starts[row] = scrambled ? payload + 1 : payload;
    lengths[row] = scrambled ? length - 2 : length;
    if (scrambled) slots[row] = ((bytes[at] as number) << 8) | (bytes[payload] as number);
  }
  return { count, bytes, starts, lengths, numbers, doubtful: [], ...(scrambled ? { slots } : {}) };
}
