import { GeoJSONVT } from "@maplibre/geojson-vt";
import { fromGeojsonVt } from "@maplibre/vt-pbf";
import type { FeatureCollection } from "geojson";
import type { Layer } from "./layers.ts";
import type { Tile } from "./pmtiles.ts";

/** Every tile that holds anything, from zoom 0 to the last. */
export function cutTiles(layers: readonly Layer[], maxZoom: number): Tile[] {
  const indexes = new Map<FeatureCollection, GeoJSONVT>();
  const indexOf = (features: FeatureCollection): GeoJSONVT => {
    const index = indexes.get(features) ?? makeIndex(features, maxZoom);
    indexes.set(features, index);
    return index;
  };
  return Array.from({ length: maxZoom + 1 }, (_, zoom) =>
    cutZoom(
      layers.map((layer) => ({ name: layer.name, index: indexOf(layer.at(zoom)) })),
      zoom,
    ),
  ).flat();
}

function makeIndex(features: FeatureCollection, maxZoom: number): GeoJSONVT {
  return new GeoJSONVT(features, {
    // one more than the last that is cut: the library does not simplify at its maxZoom
    maxZoom: maxZoom + 1,
    indexMaxZoom: 0,
    indexMaxPoints: 0,
    tolerance: 2,
    buffer: 64,
  });
}

type NamedIndex = { readonly name: string; readonly index: GeoJSONVT };

function cutZoom(indexes: readonly NamedIndex[], zoom: number): Tile[] {
  const side = 2 ** zoom;
  const tiles: Tile[] = [];
  for (let x = 0; x < side; x += 1)
    for (let y = 0; y < side; y += 1) {
      const found = indexes.flatMap(({ name, index }) => {
        const tile = index.getTile(zoom, x, y);
        return tile && tile.features.length > 0 ? [[name, tile] as const] : [];
      });
      if (found.length === 0) continue;
      const bytes = fromGeojsonVt(Object.fromEntries(found), { version: 2 });
      tiles.push({ z: zoom, x, y, bytes });
    }
  return tiles;
}
