const started = "flight asked for";
const measured = "first chart";

/** Someone asked to see a flight: the time to its first chart runs from here. */
export function markFlightAsked(): void {
  performance.clearMeasures(measured);
  performance.mark(started);
}

/** The first chart is drawn: `performance.getEntriesByName("first chart")` tells how long it took. */
export function measureFirstChart(): void {
  if (performance.getEntriesByName(measured).length > 0) return;
  requestAnimationFrame(() => {
    const [start] = performance.getEntriesByName(started).slice(-1);
    performance.measure(measured, { start: start?.startTime ?? 0 });
  });
}
