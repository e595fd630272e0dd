import type { Columns } from "@homepoint/flight";
import type { TimeWindow } from "../../charts/time-window.ts";

/** From the first sample of a flight to its last. */
export function wholeOf({ directory }: Pick<Columns, "directory">): TimeWindow {
  const spans = directory.tables.flatMap(({ times }) => times.spans);
  const from = Math.min(...spans.map(([first]) => first));
  const to = Math.max(...spans.map(([, last]) => last));
  return Number.isFinite(from) && to > from ? { from, to } : { from: 0, to: 1 };
}
