/** What the charts show, in seconds of the log; `to` is later than `from`. */
export type TimeWindow = { readonly from: number; readonly to: number };

const shortestSeconds = 0.5;

/** Closer (`times` below 1) or further, around a moment that stays where it is; never past the whole. */
export function zoomWindow(
  window: TimeWindow,
  whole: TimeWindow,
  { around, times }: { readonly around: number; readonly times: number },
): TimeWindow {
  const span = window.to - window.from;
  const most = whole.to - whole.from;
  const wanted = Math.min(Math.max(span * times, Math.min(shortestSeconds, most)), most);
  const share = span > 0 ? (around - window.from) / span : 0.5;
  return moveInside({ from: around - share * wanted, to: around + (1 - share) * wanted }, whole);
}

/** The same length, moved as little as needed to lie inside the whole. */
export function moveInside(window: TimeWindow, whole: TimeWindow): TimeWindow {
  const span = window.to - window.from;
  if (span >= whole.to - whole.from) return whole;
  const from = Math.min(Math.max(window.from, whole.from), whole.to - span);
  return { from, to: from + span };
}

export function isWhole(window: TimeWindow, whole: TimeWindow): boolean {
  return window.from <= whole.from && window.to >= whole.to;
}
