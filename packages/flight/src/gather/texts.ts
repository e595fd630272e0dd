import type { Labels } from "../table.ts";
import type { PlacedRows } from "./gather.ts";

/** A column of texts: each value is the number of its text. */
export type Texts = {
  readonly values: Uint16Array;
  readonly labels: Labels;
};

/** The number that stands for a text that is one too many. */
export const noText = 0xffff;

/** Gathers the text of `length` bytes `at` bytes behind each start; it ends at a zero. */
export function gatherTexts(
  { bytes, starts }: PlacedRows,
  at: number,
  { length, rows }: { readonly length: number; readonly rows: number },
): Texts {
  const writer = new TextWriter(rows);
  for (let row = 0; row < rows; row += 1) {
    const from = (starts[row] as number) + at; // a start for each row
    writer.write(row, readText(bytes, from, from + length));
  }
  return writer.texts;
}

/** Numbers the texts of a column as they come. */
export class TextWriter {
  readonly #values: Uint16Array;
  readonly #numbers = new Map<string, number>();

  constructor(rows: number) {
    this.#values = new Uint16Array(rows);
  }

  write(row: number, text: string): void {
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    if (number < noText) this.#numbers.set(text, number);
    this.#values[row] = Math.min(number, noText);
  }

  get texts(): Texts {
    const labels = Object.fromEntries([...this.#numbers].map(([text, number]) => [number, text]));
    return { values: this.#values, labels };
  }
}

const decoder = new TextDecoder();

/** UTF-8 up to the first zero, with a blank for control characters. */
export function readText(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0) break;
    if (byte >= 0x80) return clean(decoder.decode(untilZero(bytes.subarray(from, to))));
    text += String.fromCharCode(byte);
  }
  return clean(text);
}

function untilZero(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

function clean(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ");
}
