import type { Property } from "../../flight.ts";
import { firmwareSenders } from "./labels.ts";
import { contentOf, type Rows } from "./rows.ts";

/** Versions are written again and again; this many rows say all. */
const mostRows = 1000;
const pieceLength = 6;

/** §7.12: the version of each part's firmware, as often as it is told anew. */
export function firmwareOf(rows: Rows): readonly Property[] {
  const found = new Map<string, Property>();
  const doubtful = new Set(rows.doubtful);
  for (let row = 0; row < Math.min(rows.count, mostRows); row += 1) {
    if (doubtful.has(row)) continue;
    const content = contentOf(rows, row);
    for (let at = 0; at + pieceLength <= content.length; at += pieceLength) {
      const [sender = 0, , ...version] = content.subarray(at, at + pieceLength);
      if (sender === 0 || version.every((part) => part === 0)) continue;
      const name = `firmware of ${firmwareSenders[sender] ?? sender}`;
      const value = version.map((part) => String(part).padStart(2, "0")).join(".");
      found.set(`${name} ${value}`, { name, value });
    }
  }
  return [...found.values()];
}
