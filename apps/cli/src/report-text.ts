import type { Block } from "@homepoint/inspect";
import { table } from "./output.ts";

/** A report for the terminal: all of it but its pictures. */
export function tellBlocks(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap(linesOf);
}

function linesOf(block: Block): readonly string[] {
  switch (block.kind) {
    case "title":
      return [block.text, ...block.below];
    case "verdict":
      return ["", `${block.name}: ${block.verdict}`, ...block.lines.map((text) => `  ${text}`)];
    case "heading":
      return ["", block.text];
    case "text":
      return [block.text];
    case "pairs":
      return block.rows.map(([name, text]) => `  ${name}: ${text}`);
    case "table":
      return table(
        block.rows.map(({ cells }) => cells),
        block.heads,
      );
    case "list":
      return block.items.map((text) => `  ${text}`);
    case "code":
      return [...block.text.split("\n").map((text) => `  ${text}`), block.below ?? ""];
    case "plot":
    case "qr":
      return [];
    default:
      return block satisfies never;
  }
}
