import type { MapRow } from "@homepoint/api";
import type { LayerSpecification, SourceSpecification } from "maplibre-gl";
import { mapFont } from "./base-style.ts";
import type { MapTheme } from "./map-colors.ts";

export type RegionStyle = {
  readonly id: string;
  readonly source: SourceSpecification;
  readonly layers: readonly LayerSpecification[];
};

/** How a region that was added is drawn; its tiles come from the hub, by ranges. */
export async function regionStyle(
  map: MapRow,
  theme: MapTheme,
  origin: string,
): Promise<RegionStyle> {
  const id = `region-${map.id}`;
  const url = `pmtiles://${origin}/api/maps/${encodeURIComponent(map.id)}`;
  const attribution = plainText(map.attribution);
  if (map.kind === "raster")
    return {
      id,
      source: { type: "raster", url, tileSize: 256, attribution },
      layers: [{ id, type: "raster", source: id }],
    };
  const { layers, namedFlavor } = await import("@protomaps/basemaps");
  return {
    id,
    source: { type: "vector", url, attribution },
    layers: layers(id, namedFlavor(theme), { lang: "en" }).flatMap((layer) => ownLayer(id, layer)),
  };
}

/** The file's own words, never its markup. */
function plainText(attribution: string): string {
  return attribution.replace(/<[^>]*>/g, "").replace(/[<>&]/g, "");
}

/**
 * Without the background, which would hide the world around the region; with our font; without
 * pictures, which would need a server of sprites.
 */
function ownLayer(prefix: string, layer: LayerSpecification): LayerSpecification[] {
  if (layer.type === "background") return [];
  const named = { ...layer, id: `${prefix}-${layer.id}` };
  if (named.type !== "symbol") return [named];
  const { "icon-image": icon, ...layout } = named.layout ?? {};
  if (icon && !layout["text-field"]) return [];
  return [{ ...named, layout: { ...layout, "text-font": [mapFont] } }];
}
