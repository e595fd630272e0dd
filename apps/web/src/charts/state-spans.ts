import type { ChartLine } from "./chart-line.ts";

/** A stretch in which a value with a name stays; from `value` up to `most` where it changes too quickly. */
export type StateSpan = {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly most: number;
};

/** Stretches of a line with names for its values; the last value holds until `end`. */
export function stateSpans({ times, low, high }: ChartLine, end: number): readonly StateSpan[] {
  const spans: StateSpan[] = [];
  for (const [at, from] of times.entries()) {
    const value = low[at] ?? Number.NaN;
    const most = high?.[at] ?? value;
    const to = Math.max(from, times[at + 1] ?? end);
    if (Number.isNaN(value)) continue;
    const before = spans.at(-1);
    if (before && before.to === from && before.value === value && before.most === most)
      spans[spans.length - 1] = { ...before, to };
    else spans.push({ from, to, value, most });
  }
  return spans;
}

/** What a value is called, or both ends of a range; a number where it has no name. */
export function stateText(
  { value, most }: Pick<StateSpan, "value" | "most">,
  labels: Readonly<Record<number, string>>,
): string {
  const [first, last] = [value, most].map((each) => labels[each] ?? String(each));
  return first === last ? (first ?? "") : `${first} … ${last}`;
}
