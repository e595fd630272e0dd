import type { Seen } from "./seen.ts";
import { holdAt, type Line } from "./stretches.ts";

/** Fields that say which of several estimators flies the aircraft, by its number. */
const selectors = ["estimator_selector_status.primary_instance", "XKF4.PI", "NKF4.PI"] as const;

/** A field of the estimator in use: what the others think is of no matter to the flight. */
export function primaryLine(seen: Seen, source: string): Line | undefined {
  const lines = seen.linesOf(source);
  const [first] = lines;
  const selector = lines.length > 1 ? seen.line(...selectors) : undefined;
  if (!first || !selector) return first;
  const { times } = first;
  const chosen = holdAt(selector, times, Number.POSITIVE_INFINITY);
  const columns = lines.map((line) => holdAt(line, times));
  const values = first.values.map((own, row) => columns[chosen[row] ?? 0]?.[row] ?? own);
  return { times, values };
}
