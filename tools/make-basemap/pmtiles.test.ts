import fc from "fast-check";
import { PMTiles, zxyToTileId, type Source } from "pmtiles";
import { expect, test } from "vitest";
import { tileId, writePmtiles, type Tile } from "./pmtiles.ts";

function sourceOf(bytes: Uint8Array): Source {
  return {
    getKey: () => "memory",
    getBytes: async (offset, length) => ({
      data: Uint8Array.from(bytes.subarray(offset, offset + length)).buffer,
    }),
  };
}

const zxy = fc.integer({ min: 0, max: 20 }).chain((z) => {
  const side = fc.integer({ min: 0, max: 2 ** z - 1 });
  return fc.record({ z: fc.constant(z), x: side, y: side });
});

test("numbers tiles on the Hilbert curve as the reader of the format does", () => {
  fc.assert(
    fc.property(zxy, (place) => {
      expect(tileId(place)).toBe(zxyToTileId(place.z, place.x, place.y));
    }),
  );
});

function everyTile(maxZoom: number): Tile[] {
  const tiles: Tile[] = [];
  for (let z = 0; z <= maxZoom; z += 1)
    for (let x = 0; x < 2 ** z; x += 1)
      for (let y = 0; y < 2 ** z; y += 1)
        if ((x + 3 * y) % 7 !== 1)
          tiles.push({ z, x, y, bytes: new Uint8Array([z, x % 3, y % 5, 7]) });
  return tiles;
}

test.each([3, 7])("the format's own reader finds every tile up to zoom %i", async (maxZoom) => {
  const tiles = everyTile(maxZoom);
  const bytes = writePmtiles({ tiles, maxZoom, metadata: { name: "Test" } });
  const archive = new PMTiles(sourceOf(bytes));
  expect(await archive.getMetadata()).toEqual({ name: "Test" });
  expect(await archive.getHeader()).toMatchObject({ maxZoom, tileType: 1 });
  for (const tile of tiles.filter((_, at) => at % 11 === 0)) {
    const found = await archive.getZxy(tile.z, tile.x, tile.y);
    expect(new Uint8Array(found?.data ?? new ArrayBuffer(0))).toEqual(tile.bytes);
  }
  expect(await archive.getZxy(3, 1, 0)).toBeUndefined();
});

test("the same tiles give the same bytes", () => {
  const write = () => writePmtiles({ tiles: everyTile(3), maxZoom: 3, metadata: {} });
  expect(write()).toEqual(write());
});
