export type Bounds = {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
};

type Line = readonly (readonly [longitude: number, latitude: number])[];

/** `step` in metres between two lines; no lines where they would say nothing. */
export type MetricGrid = { readonly step: number; readonly lines: readonly Line[] };

export const metersPerDegree = 111_320;
const smallestZoom = 10.5;
const pixelsApart = 90;
const mostLines = 200;
const noGrid: MetricGrid = { step: 0, lines: [] };

/** 1, 2 or 5 times a power of ten: the smallest that is at least this long. */
export function roundStep(meters: number): number {
  const power = 10 ** Math.floor(Math.log10(meters));
  const times = [1, 2, 5, 10].find((each) => each * power >= meters) ?? 10;
  return times * power;
}

/**
 * Lines a round number of metres apart, so that distances can be judged where the base map is
 * plain. They run north and east from the middle of the world, and are straight enough for a view
 * of a few kilometres.
 */
export function metricGrid(bounds: Bounds, zoom: number): MetricGrid {
  if (zoom < smallestZoom) return noGrid;
  const latitude = (bounds.south + bounds.north) / 2;
  const shrink = Math.cos((latitude * Math.PI) / 180);
  if (shrink < 0.05) return noGrid;
  const metersPerPixel = (metersPerDegree * 360 * shrink) / (512 * 2 ** zoom);
  const step = roundStep(pixelsApart * metersPerPixel);
  const [stepNorth, stepEast] = [step / metersPerDegree, step / (metersPerDegree * shrink)];
  const { west, south, east, north } = bounds;
  const lines = [
    ...multiples(west, east, stepEast).map((x): Line => [
      [x, south],
      [x, north],
    ]),
    ...multiples(south, north, stepNorth).map((y): Line => [
      [west, y],
      [east, y],
    ]),
  ];
  return { step, lines };
}

function multiples(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step);
  const count = Math.min(mostLines, Math.max(0, Math.floor(to / step) - first + 1));
  return Array.from({ length: count }, (_, at) => (first + at) * step);
}
