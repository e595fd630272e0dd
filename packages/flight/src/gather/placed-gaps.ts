import type { Gap } from "./gaps.ts";
import { placesInFile, type PlainText } from "./plain-text.ts";

/** Gaps of a text, in order and apart from each other, as the file of `size` bytes has them. */
export function placedGaps(text: PlainText, gaps: readonly Gap[], size: number): readonly Gap[] {
  if (text.width === 1) return gaps;
  const edges = gaps.flatMap(({ offset, length }) => [offset, offset + length]);
  const places = placesInFile(
    text,
    edges.toSorted((a, b) => a - b),
    size,
  );
  return gaps.map(({ why }, at) => {
    const from = Math.min(places[2 * at] ?? 0, size - 1);
    return { offset: from, length: Math.max(1, (places[2 * at + 1] ?? size) - from), why };
  });
}
