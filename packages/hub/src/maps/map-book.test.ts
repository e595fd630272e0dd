import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { closeHubsAfterEach, startOpenHub } from "../testing/test-hub.ts";

closeHubsAfterEach();
const real = new URL(
  "../../../../../shared/data/map/protomaps__usgs-mt-whitney-8-15-webp-512.pmtiles",
  import.meta.url,
);
const isThere = existsSync(real);
if (!isThere)
  console.warn(
    "SKIPPED: ../shared/data/map is not here; map regions are tested with made bytes only",
  );

test.skipIf(!isThere)(
  "a real region is kept sealed, described, and given out by range (needs ../shared/data)",
  async () => {
    const { client } = await startOpenHub();
    const bytes = readFileSync(real);
    const map = await client.addMap({ name: "whitney.pmtiles", bytes });
    expect(map).toMatchObject({
      name: "whitney",
      kind: "raster",
      size: bytes.length,
      minZoom: 8,
      maxZoom: 15,
    });
    const part = await client.getMap({ id: map.id }, { range: { first: 0, last: 126 } });
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(0, 127));
    expect((await client.listMaps()).maps).toEqual([map]);
    await client.removeMap({ id: map.id });
    expect((await client.listMaps()).maps).toEqual([]);
    await expect(client.getMap({ id: map.id })).rejects.toMatchObject({ code: "hub/no-such-map" });
  },
);

test.each([
  ["nothing at all", new Uint8Array()],
  ["some text", new TextEncoder().encode("PMTiles, or so it says ".repeat(50))],
  ["a head without a body", new Uint8Array(127).fill(3)],
])("%s is no map, and is not kept", async (_, bytes) => {
  const { client } = await startOpenHub();
  await expect(client.addMap({ name: "x.pmtiles", bytes })).rejects.toMatchObject({
    code: "hub/not-a-map",
  });
  expect((await client.listMaps()).maps).toEqual([]);
  expect((await client.listLogs()).total).toBe(0);
});
