import type { MapRow } from "@homepoint/api";
import type { Map as MapLibreMap } from "maplibre-gl";
import { firstLabel } from "./base-style.ts";
import type { MapTheme } from "./map-colors.ts";
import { regionStyle } from "./region-layers.ts";

/** Draws regions over the base map, the more detailed ones on top; their own labels over all. */
export async function addRegions(
  map: MapLibreMap,
  regions: readonly MapRow[],
  theme: MapTheme,
): Promise<void> {
  const coarseFirst = regions.toSorted((a, b) => a.maxZoom - b.maxZoom);
  for (const region of coarseFirst) {
    const { id, source, layers } = await regionStyle(region, theme, location.origin);
    if (map.getSource(id)) continue;
    map.addSource(id, source);
    const below = map.getLayer(firstOverlay) ? firstOverlay : undefined;
    for (const layer of layers) map.addLayer(layer, layer.type === "symbol" ? below : firstLabel);
  }
}

/** The lowest layer of what is drawn on top of every map. */
export const firstOverlay = "overlay";
