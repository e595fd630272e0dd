import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import { mapColors, type MapColors, type MapTheme } from "./map-colors.ts";

/** The web font that labels are drawn with; the style has no glyph server. */
export const mapFont = "Noto Sans";

const worldSource = "world";
/** Layers of regions go below the first label of the base map, and above its land. */
export const firstLabel = "countries";

/** The base map's own zooms end at 6; from here on its coarse coast gives way to plain ground. */
const fadeFrom = 9;
const fadeTo = 11.5;

function fading(color: string, plain: string): ExpressionSpecification {
  return ["interpolate", ["linear"], ["zoom"], fadeFrom, color, fadeTo, plain];
}

/** The world, from the file that ships with the product: no other address is in it. */
export function baseStyle(theme: MapTheme, origin: string): StyleSpecification {
  const colors = mapColors[theme];
  return {
    version: 8,
    sources: {
      [worldSource]: {
        type: "vector",
        url: `pmtiles://${origin}/maps/world.pmtiles`,
        attribution: "Natural Earth · GeoNames (CC BY 4.0)",
      },
    },
    layers: [...groundLayers(colors), ...labelLayers(colors)],
  };
}

function groundLayers(colors: MapColors): LayerSpecification[] {
  return [
    {
      id: "water",
      type: "background",
      paint: { "background-color": fading(colors.water, colors.plain) },
    },
    {
      id: "land",
      type: "fill",
      source: worldSource,
      "source-layer": "land",
      paint: { "fill-color": fading(colors.land, colors.plain), "fill-antialias": true },
    },
    {
      id: "borders",
      type: "line",
      source: worldSource,
      "source-layer": "borders",
      maxzoom: fadeTo,
      paint: {
        "line-color": colors.border,
        "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.5, 6, 1.2],
        "line-dasharray": [3, 2],
      },
    },
  ];
}

function labelLayers(colors: MapColors): LayerSpecification[] {
  return [
    {
      id: firstLabel,
      type: "symbol",
      source: worldSource,
      "source-layer": "countries",
      maxzoom: 7,
      layout: {
        "text-field": ["get", "name"],
        "text-font": [mapFont],
        "text-size": ["interpolate", ["linear"], ["zoom"], 1, 10, 6, 15],
        "text-max-width": 7,
        "text-letter-spacing": 0.06,
        "symbol-sort-key": ["-", ["get", "area"]],
      },
      paint: { "text-color": colors.country, "text-halo-color": colors.halo, "text-halo-width": 1 },
    },
    {
      id: "place-dots",
      type: "circle",
      source: worldSource,
      "source-layer": "places",
      minzoom: 3,
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["get", "population"], 5000, 1.5, 5e6, 3.2],
        "circle-color": colors.place,
        "circle-stroke-color": colors.halo,
        "circle-stroke-width": 1,
        "circle-opacity": ["interpolate", ["linear"], ["zoom"], 9, 1, 13, 0.5],
      },
    },
    {
      id: "places",
      type: "symbol",
      source: worldSource,
      "source-layer": "places",
      minzoom: 2,
      layout: {
        "text-field": ["get", "name"],
        "text-font": [mapFont],
        "text-size": [
          "interpolate",
          ["linear"],
          ["get", "population"],
          5000,
          11,
          500_000,
          12.5,
          5e6,
          14,
        ],
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 0.5,
        "text-max-width": 8,
        "symbol-sort-key": ["-", ["get", "population"]],
      },
      paint: { "text-color": colors.label, "text-halo-color": colors.halo, "text-halo-width": 1.4 },
    },
  ];
}
