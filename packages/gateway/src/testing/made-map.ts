import { writePmtiles } from "../../../../tools/make-basemap/pmtiles.ts";

/** One grey pixel. */
export const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGPgAwAAIQAgrVPPFgAAAABJRU5ErkJggg==",
  "base64",
);

/** Where a PMTiles header (version 3) says what its tiles are, and PNG. */
const [tileTypeAt, png] = [99, 2];

/** A region of pictures, down to zoom 2, of the whole world. */
export function makeRegion(): Buffer {
  const tiles = [0, 1, 2].flatMap((z) =>
    Array.from({ length: 4 ** z }, (_, at) => ({
      z,
      x: at % 2 ** z,
      y: Math.floor(at / 2 ** z),
      bytes: pixel,
    })),
  );
  const metadata = { name: "Made", attribution: "<b>Made</b> for tests" };
  const bytes = Buffer.from(writePmtiles({ tiles, maxZoom: 2, metadata }));
  bytes[tileTypeAt] = png;
  return bytes;
}
