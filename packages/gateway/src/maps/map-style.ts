import type { ShelfMap } from "./map-shelf.ts";

/** TileJSON 3.0.0. `origin` is how whoever asks has reached this box. */
export function tileJsonOf(map: ShelfMap, origin: string): unknown {
  const { id, name, minZoom, maxZoom, bounds, attribution, kind, layers } = map;
  const [west, south, east, north] = bounds;
  return {
    tilejson: "3.0.0",
    name,
    attribution,
    scheme: "xyz",
    tiles: [`${origin}/maps/${id}/{z}/{x}/{y}`],
    minzoom: minZoom,
    maxzoom: maxZoom,
    bounds,
    center: [(west + east) / 2, (south + north) / 2, Math.min(maxZoom, minZoom + 2)],
    ...(kind === "vector"
      ? { vector_layers: layers.map((layer) => ({ id: layer, fields: {} })) }
      : {}),
  };
}

const inks = ["#7f8c6a", "#8a7f6a", "#6a7f8a", "#8a6a7f"] as const;

/** A style of the MapLibre specification, version 8, that asks nobody but this box. */
export function styleOf(map: ShelfMap, origin: string, fonts: readonly string[]): unknown {
  const { id, name, kind } = map;
  const source = { type: kind, url: `${origin}/maps/${id}.json` };
  const [font] = fonts;
  return {
    version: 8,
    name,
    ...(font === undefined ? {} : { glyphs: `${origin}/maps/fonts/{fontstack}/{range}.pbf` }),
    sources: { region: source },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": "#f2efe9" } },
      ...(kind === "raster"
        ? [{ id: "region", type: "raster", source: "region" }]
        : map.layers.flatMap((layer, at) => layersOf(layer, at, font))),
    ],
  };
}

/** What a layer means is its maker's; so each is drawn as what its shapes are. */
function layersOf(layer: string, at: number, font: string | undefined): readonly unknown[] {
  const ink = inks[at % inks.length];
  const of = (id: string, type: string, shape: string) => ({
    id: `${layer} ${id}`,
    type,
    source: "region",
    "source-layer": layer,
    filter: ["==", ["geometry-type"], shape],
  });
  const water = /water|ocean/.test(layer) ? "#a9cbe0" : ink;
  return [
    { ...of("areas", "fill", "Polygon"), paint: { "fill-color": water, "fill-opacity": 0.35 } },
    { ...of("lines", "line", "LineString"), paint: { "line-color": water, "line-width": 1 } },
    ...(font === undefined
      ? []
      : [
          {
            ...of("names", "symbol", "Point"),
            layout: { "text-field": ["get", "name"], "text-font": [font], "text-size": 12 },
            paint: { "text-color": "#333333", "text-halo-color": "#ffffff", "text-halo-width": 1 },
          },
        ]),
  ];
}
