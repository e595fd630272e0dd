const started = "flight asked for";
const measured = "first chart";

/** Someone asked to see a flight: the time to its first chart runs from here. */
export function markFlightAsked(): void {
  performance.clearMeasures(measured);
  performance.mark(started);
}

/**
 * A chart was drawn; calls back once it is on the screen. How long the first one took stands in
 * `performance.getEntriesByName("first chart")`.
 */
export function whenFirstChartIsSeen(callback: () => void): void {
  requestAnimationFrame(() => {
    if (performance.getEntriesByName(measured).length === 0) {
      const [start] = performance.getEntriesByName(started).slice(-1);
      performance.measure(measured, { start: start?.startTime ?? 0 });
    }
    setTimeout(callback);
  });
}
