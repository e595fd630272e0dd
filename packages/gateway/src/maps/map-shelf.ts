import { open, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { PMTiles, TileType, type Header, type Source } from "pmtiles";

/** A region that lies on this box. */
export type ShelfMap = {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly kind: "raster" | "vector";
  /** Of its tiles. */
  readonly type: string;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** West, south, east, north. */
  readonly bounds: readonly [number, number, number, number];
  readonly attribution: string;
  /** Of a vector map. */
  readonly layers: readonly string[];
};

const mostMaps = 200;
const deepest = 22;
const fileName = /^([A-Za-z0-9_-]{1,120})\.pmtiles$/;
const fontName = /^[A-Za-z0-9][A-Za-z0-9 _-]{0,60}$/;

const types: Partial<Record<TileType, readonly [kind: ShelfMap["kind"], type: string]>> = {
  [TileType.Mvt]: ["vector", "application/x-protobuf"],
  [TileType.Png]: ["raster", "image/png"],
  [TileType.Jpeg]: ["raster", "image/jpeg"],
  [TileType.Webp]: ["raster", "image/webp"],
  [TileType.Avif]: ["raster", "image/avif"],
};

type Known = { readonly changed: string; readonly map: ShelfMap; readonly tiles: PMTiles };

/** Map regions in a folder, PMTiles files: synced from the hub, or put there by hand. */
export class MapShelf {
  readonly #folder: string;
  readonly #known = new Map<string, Known>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async list(): Promise<readonly ShelfMap[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const ids = names.flatMap((name) => fileName.exec(name)?.[1] ?? []);
    const found = ids
      .sort()
      .slice(0, mostMaps)
      .map((id) => this.find(id));
    return (await Promise.all(found)).filter((map) => map !== undefined);
  }

  /** Undefined where there is none, or none that can be read. */
  async find(id: string): Promise<ShelfMap | undefined> {
    return (await this.#look(id))?.map;
  }

  /** One tile; undefined where the region has none there. */
  async tile(id: string, [z, x, y]: readonly [number, number, number]) {
    const known = await this.#look(id);
    const isThere = z <= deepest && x < 2 ** z && y < 2 ** z;
    const tile = known && isThere ? await known.tiles.getZxy(z, x, y) : undefined;
    return tile && { bytes: Buffer.from(tile.data), type: known?.map.type ?? "" };
  }

  pathOf(id: string): string {
    return join(this.#folder, `${id}.pmtiles`);
  }

  /** Stacks of glyphs that were put beside the regions, in `fonts/STACK/RANGE.pbf`. */
  async fonts(): Promise<readonly string[]> {
    const names = await readdir(join(this.#folder, "fonts")).catch(() => []);
    return names.filter((name) => fontName.test(name)).sort();
  }

  /** The first of these stacks that is here. */
  async glyphs(stacks: readonly string[], range: string): Promise<Buffer | undefined> {
    if (!/^\d{1,5}-\d{1,5}$/.test(range)) return undefined;
    for (const stack of stacks.slice(0, 8).filter((name) => fontName.test(name))) {
      const path = join(this.#folder, "fonts", stack, `${range}.pbf`);
      const bytes = await readFile(path).catch(() => undefined);
      if (bytes) return bytes;
    }
    return undefined;
  }

  async #look(id: string): Promise<Known | undefined> {
    if (!fileName.test(`${id}.pmtiles`)) return undefined;
    const path = this.pathOf(id);
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const changed = `${found.size} ${found.mtimeMs}`;
    const known = this.#known.get(id);
    if (known?.changed === changed) return known;
    const tiles = new PMTiles(sourceOf(path));
    const map = await describe(id, tiles, { path, size: found.size }).catch(() => undefined);
    if (!map) return undefined;
    const next = { changed, map, tiles };
    this.#known.set(id, next);
    return next;
  }
}

async function describe(
  id: string,
  tiles: PMTiles,
  { path, size }: { readonly path: string; readonly size: number },
): Promise<ShelfMap | undefined> {
  const header: Header = await tiles.getHeader();
  const [kind, type] = types[header.tileType] ?? [];
  if (!kind || type === undefined) return undefined;
  const metadata = (await tiles.getMetadata()) as Record<string, unknown> | undefined;
  const named = await readFile(`${path}.name`, "utf8").catch(() => id);
  const attribution = String(metadata?.["attribution"] ?? "").replace(/<[^>]*>/g, "");
  const { minZoom, maxZoom, minLon, minLat, maxLon, maxLat } = header;
  return {
    id,
    name: named.trim().slice(0, 200),
    size,
    kind,
    type,
    minZoom,
    maxZoom: Math.min(maxZoom, deepest),
    bounds: [minLon, minLat, maxLon, maxLat],
    attribution: attribution.slice(0, 500),
    layers: layersIn(metadata?.["vector_layers"]),
  };
}

function layersIn(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  const ids = value.map((layer: { readonly id?: unknown } | null) => layer?.id);
  return ids.filter((id) => typeof id === "string").slice(0, 200);
}

/** Opened for each piece: a file that is replaced is the new one from then on. */
function sourceOf(path: string): Source {
  return {
    getKey: () => path,
    getBytes: async (offset, length) => {
      const file = await open(path, "r");
      try {
        const { size } = await file.stat();
        if (offset < 0 || length <= 0 || offset >= size) throw new RangeError("it is cut short");
        const bytes = new Uint8Array(Math.min(length, size - offset));
        await file.read(bytes, 0, bytes.length, offset);
        return { data: bytes.buffer };
      } finally {
        await file.close();
      }
    },
  };
}
