import type { MapRow } from "@homepoint/api";
import type { ByteRange } from "@homepoint/base";
import { collect } from "@homepoint/base";
import type { Vault } from "@homepoint/vault";
import { PMTiles, TileType, type Source } from "pmtiles";
import type { Rows } from "../database/rows.ts";
import { hubProblem } from "../problems.ts";

export type StoredMap = Omit<MapRow, "id">;

const headerLength = 127;
const kinds: Partial<Record<TileType, MapRow["kind"]>> = {
  [TileType.Mvt]: "vector",
  [TileType.Png]: "raster",
  [TileType.Jpeg]: "raster",
  [TileType.Webp]: "raster",
  [TileType.Avif]: "raster",
};

/** Map regions that were added: PMTiles files, sealed, because they tell where somebody flies. */
export class MapBook {
  readonly #rows: Rows<StoredMap>;
  readonly #vault: Vault;

  constructor(rows: Rows<StoredMap>, vault: Vault) {
    this.#rows = rows;
    this.#vault = vault;
  }

  async list(): Promise<MapRow[]> {
    return (await this.#rows.all()).map(({ id, body }) => ({ id, ...body }));
  }

  /** @throws hub/not-a-map, and nothing is kept then */
  async add(name: string, bytes: AsyncIterable<Uint8Array>): Promise<MapRow> {
    const { id, size } = await this.#vault.seal(bytes, { name, kind: "map", source: "" });
    try {
      const map = await this.#describe(id, name, size);
      await this.#rows.put(id, map);
      return { id, ...map };
    } catch (error) {
      await this.#vault.shred(id);
      throw hubProblem("not-a-map", { name, why: (error as Error).message }, { cause: error });
    }
  }

  /** @throws hub/no-such-map */
  async get(id: string): Promise<MapRow> {
    const map = await this.#rows.get(id);
    if (!map) throw hubProblem("no-such-map", { id });
    return { id, ...map };
  }

  open(id: string, range?: ByteRange): AsyncIterable<Uint8Array> {
    return this.#vault.open(id, range);
  }

  /** @throws hub/no-such-map */
  async remove(id: string): Promise<MapRow> {
    const map = await this.get(id);
    await this.#rows.remove(id);
    await this.#vault.shred(id);
    return map;
  }

  async #describe(id: string, name: string, size: number): Promise<StoredMap> {
    if (size < headerLength) throw new RangeError("it is too short");
    const tiles = new PMTiles(
      sourceOf(name, (range) => collect(this.#vault.open(id, range)), size),
    );
    const header = await tiles.getHeader();
    const kind = kinds[header.tileType];
    if (!kind) throw new TypeError("its tiles are of a kind that is not known here");
    const metadata = (await tiles.getMetadata()) as { attribution?: unknown } | undefined;
    const { minLon, minLat, maxLon, maxLat, minZoom, maxZoom } = header;
    const attribution = typeof metadata?.attribution === "string" ? metadata.attribution : "";
    return {
      name: name.replace(/\.pmtiles$/i, ""),
      kind,
      size,
      minZoom,
      maxZoom,
      bounds: [minLon, minLat, maxLon, maxLat],
      // It is shown on the map: as text, without the links it may hold.
      attribution: attribution.replace(/<[^>]*>/g, "").slice(0, 500),
    };
  }
}

function sourceOf(
  key: string,
  read: (range: ByteRange) => Promise<Uint8Array>,
  size: number,
): Source {
  return {
    getKey: () => key,
    getBytes: async (offset, length) => {
      if (offset < 0 || length <= 0 || offset >= size) throw new RangeError("it is cut short");
      const bytes = await read({ first: offset, last: Math.min(size, offset + length) - 1 });
      return { data: bytes.slice().buffer };
    },
  };
}
