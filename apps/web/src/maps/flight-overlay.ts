import type { Feature, FeatureCollection } from "geojson";
import { LngLatBounds, Marker, type LngLatBoundsLike, type Map as MapLibreMap } from "maplibre-gl";
import { firstOverlay } from "./add-regions.ts";
import { mapFont } from "./base-style.ts";
import { boundsAround } from "./bounds-around.ts";
import { mapColors, type MapTheme } from "./map-colors.ts";
import { colorExpression, type TrackColoring } from "./track-colors.ts";
import type { Track } from "./track.ts";

type MapPointKind = "start" | "home" | "landing" | "photo" | "warning" | "serious";

/** Something that happened at a place. */
export type MapPoint = {
  readonly kind: MapPointKind;
  readonly longitude: number;
  readonly latitude: number;
  readonly time?: number;
  readonly letter?: string;
};

const letterColors: Readonly<Record<MapTheme, Partial<Record<MapPointKind, string>>>> = {
  light: { start: "#1a6b3c", home: "#b45309", landing: "#5f6977" },
  dark: { start: "#5cc98a", home: "#f2a33a", landing: "#aeb7c4" },
};
const markColors = { photo: "#ffffff", warning: "#eab04d", serious: "#d93a2f" } as const;

/** The track on the map: what it is drawn by, from below to above. */
export function drawTrack(map: MapLibreMap, track: Track, theme: MapTheme): void {
  const colors = mapColors[theme];
  // Without simplifying: it would drop the short ways of an aircraft that hovers.
  map.addSource("track", { type: "geojson", data: segmentsOf(track), tolerance: 0 });
  const shared = {
    source: "track",
    layout: { "line-cap": "round", "line-join": "round" },
  } as const;
  map.addLayer({
    id: firstOverlay,
    type: "line",
    ...shared,
    paint: { "line-color": colors.casing, "line-width": 6, "line-opacity": 0.85 },
  });
  map.addLayer({
    id: "track",
    type: "line",
    ...shared,
    paint: { "line-color": colors.track, "line-width": 3.2 },
  });
  // Wider than what is seen, so that a finger finds it.
  map.addLayer({
    id: "track-hit",
    type: "line",
    ...shared,
    paint: { "line-width": 22, "line-opacity": 0 },
  });
}

export function colorTrack(
  map: MapLibreMap,
  theme: MapTheme,
  coloring: TrackColoring | undefined,
): void {
  if (!map.getLayer("track")) return;
  const color = coloring ? colorExpression(theme, coloring) : mapColors[theme].track;
  map.setPaintProperty("track", "line-color", color);
}

/** A line from each point to the next, with what both say in the middle. */
function segmentsOf(track: Track): FeatureCollection {
  const { times, longitudes, latitudes, height, speed, battery } = track;
  const point = (at: number): [number, number] => [longitudes[at] ?? 0, latitudes[at] ?? 0];
  const known = (values: Float64Array, at: number): number => {
    const value = values[at];
    return value === undefined || Number.isNaN(value) ? 0 : value;
  };
  const features = Array.from({ length: Math.max(1, times.length - 1) }, (_, at): Feature => ({
    type: "Feature",
    properties: {
      at,
      height: known(height, at),
      speed: known(speed, at),
      battery: known(battery, at),
    },
    geometry: {
      type: "LineString",
      coordinates: [point(at), point(Math.min(at + 1, times.length - 1))],
    },
  }));
  return { type: "FeatureCollection", features };
}

export function drawPoints(map: MapLibreMap, points: readonly MapPoint[], theme: MapTheme): void {
  const features = points.map(({ kind, longitude, latitude, time, letter }): Feature => ({
    type: "Feature",
    properties: { kind, time: time ?? null, letter: letter ?? "" },
    geometry: { type: "Point", coordinates: [longitude, latitude] },
  }));
  map.addSource("points", { type: "geojson", data: { type: "FeatureCollection", features } });
  const letters = letterColors[theme];
  const colors = mapColors[theme];
  map.addLayer({
    id: "marks",
    type: "circle",
    source: "points",
    filter: ["==", ["get", "letter"], ""],
    paint: {
      "circle-radius": 4.5,
      "circle-color": [
        "match",
        ["get", "kind"],
        "warning",
        markColors.warning,
        "serious",
        markColors.serious,
        markColors.photo,
      ],
      "circle-stroke-color": "#151a21",
      "circle-stroke-width": 1.4,
    },
  });
  map.addLayer({
    id: "letters",
    type: "circle",
    source: "points",
    filter: ["!=", ["get", "letter"], ""],
    paint: {
      "circle-radius": 10,
      "circle-color": [
        "match",
        ["get", "kind"],
        "start",
        letters.start ?? colors.track,
        "home",
        letters.home ?? colors.track,
        letters.landing ?? colors.track,
      ],
      "circle-stroke-color": colors.casing,
      "circle-stroke-width": 2,
    },
  });
  map.addLayer({
    id: "letter-texts",
    type: "symbol",
    source: "points",
    filter: ["!=", ["get", "letter"], ""],
    layout: {
      "text-field": ["get", "letter"],
      "text-font": [mapFont],
      "text-size": 12,
      "text-allow-overlap": true,
      "text-ignore-placement": true,
    },
    paint: { "text-color": colors.casing },
  });
}

/** Around the track, or the points where there is none; undefined where there is nothing. */
export function boundsOf(
  track: Track | undefined,
  points: readonly MapPoint[],
): LngLatBoundsLike | undefined {
  if (!track) return boundsAround(points);
  const bounds = new LngLatBounds();
  for (const [at, longitude] of track.longitudes.entries())
    bounds.extend([longitude, track.latitudes[at] ?? 0]);
  return bounds.isEmpty() ? undefined : bounds;
}

/** The aircraft at the cursor, turned to where it goes. */
export function aircraftMarker(): Marker {
  const element = document.createElement("div");
  element.className = "map-aircraft";
  return new Marker({ element, rotationAlignment: "map", pitchAlignment: "map" });
}

/** Course over ground from one point of the track to the next, in degrees from north. */
export function courseAt({ longitudes, latitudes }: Track, at: number): number {
  const next = Math.min(at + 1, longitudes.length - 1);
  const from = next === at ? Math.max(0, at - 1) : at;
  const [y, toY] = [latitudes[from] ?? 0, latitudes[next] ?? 0];
  const east = ((longitudes[next] ?? 0) - (longitudes[from] ?? 0)) * Math.cos((y * Math.PI) / 180);
  return (Math.atan2(east, toY - y) * 180) / Math.PI;
}
