import type { Plot } from "./plot.ts";

export type Tone = "good" | "bad" | "doubt" | "plain";

export type Row = { readonly cells: readonly string[]; readonly tone?: Tone };

/** A report in pieces that a page, a PDF and a terminal each draw in their own way. */
export type Block =
  | { readonly kind: "title"; readonly text: string; readonly below: readonly string[] }
  | {
      readonly kind: "verdict";
      readonly tone: Tone;
      readonly name: string;
      readonly verdict: string;
      readonly lines: readonly string[];
    }
  | { readonly kind: "heading"; readonly text: string; readonly level: 2 | 3 }
  | { readonly kind: "text"; readonly text: string; readonly tone?: Tone }
  | { readonly kind: "pairs"; readonly rows: readonly (readonly [string, string])[] }
  | {
      readonly kind: "table";
      readonly heads: readonly string[];
      readonly rows: readonly Row[];
      /** Columns of numbers. */
      readonly numbers: readonly number[];
      /** Share of the width of each column. */
      readonly widths: readonly number[];
    }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "plot"; readonly plot: Plot }
  | { readonly kind: "code"; readonly text: string; readonly below?: string }
  | { readonly kind: "qr"; readonly text: string; readonly below: string };
