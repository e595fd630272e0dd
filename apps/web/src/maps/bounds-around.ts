export type Place = { readonly longitude: number; readonly latitude: number };

/** Two corners, south-west first, as MapLibre takes them. */
export type Corners = [[west: number, south: number], [east: number, north: number]];

/**
 * The smallest frame around places: over the date line where that is shorter, with an east beyond
 * 180. Undefined where there are none.
 */
export function boundsAround(places: readonly Place[]): Corners | undefined {
  const longitudes = places.map(({ longitude }) => longitude).toSorted((a, b) => a - b);
  const [first, last] = [longitudes[0], longitudes.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  let [west, east, widest] = [first, last, first + 360 - last];
  for (const [at, longitude] of longitudes.entries()) {
    const before = longitudes[at - 1] ?? longitude;
    if (longitude - before <= widest) continue;
    [west, east, widest] = [longitude, before + 360, longitude - before];
  }
  const [south, north] = places.reduce(
    ([least, most], { latitude }) => [Math.min(least, latitude), Math.max(most, latitude)] as const,
    [90, -90] as readonly [number, number],
  );
  return [
    [west, south],
    [east, north],
  ];
}
