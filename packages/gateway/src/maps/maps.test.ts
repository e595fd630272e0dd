import { createServer, type Server } from "node:http";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { defaultPolicy } from "@homepoint/policy";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { writePmtiles } from "../../../../tools/make-basemap/pmtiles.ts";
import { packetsWhile } from "../testing/judge-window.ts";
import { inside, Lab, whyNoLab } from "../testing/lab.ts";
import { makeRegion, pixel } from "../testing/made-map.ts";
import { MapShelf } from "./map-shelf.ts";
import { answerMaps } from "./serve-maps.ts";

let folder: string;
let server: Server;
let origin: string;
const region = makeRegion();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "maps-"));
  await writeFile(join(folder, "alps.pmtiles"), region);
  const shelf = new MapShelf(folder);
  server = createServer((request, response) => {
    answerMaps(request, response, shelf)
      .then((isAnswered) => isAnswered || response.writeHead(418).end())
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await rm(folder, { recursive: true });
});
const get = (path: string, range?: string) =>
  fetch(`${origin}${path}`, range === undefined ? {} : { headers: { range } });

describe("maps of a gateway's own", () => {
  test("are listed with where an app finds them: tiles, TileJSON, a style, the file", async () => {
    const { maps } = (await (await get("/maps.json")).json()) as { maps: unknown[] };
    expect(maps).toMatchObject([
      {
        id: "alps",
        name: "alps",
        kind: "raster",
        minZoom: 0,
        maxZoom: 2,
        attribution: "Made for tests",
        tiles: `${origin}/maps/alps/{z}/{x}/{y}`,
        style: `${origin}/maps/alps/style.json`,
      },
    ]);
    expect(await (await get("/maps/alps.json")).json()).toMatchObject({
      tilejson: "3.0.0",
      tiles: [`${origin}/maps/alps/{z}/{x}/{y}`],
      maxzoom: 2,
    });
    expect(await (await get("/maps/alps/style.json")).json()).toMatchObject({
      version: 8,
      sources: { region: { type: "raster", url: `${origin}/maps/alps.json` } },
    });
  });

  test.each(["/maps/alps/2/3/1", "/maps/alps/2/3/1.png"])("give a tile at %s", async (path) => {
    const answer = await get(path);
    expect(answer.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(pixel);
  });

  test.each([
    "/maps/alps/3/0/0",
    "/maps/alps/2/4/0",
    "/maps/alps/99/0/0",
    "/maps/none/0/0/0",
    "/maps/..%2f..%2fetc%2fpasswd",
    "/maps/fonts/..%2f../0-255.pbf",
    "/maps/fonts/Noto/0-255.pbf",
    "/maps/%zz",
    "/maps/",
  ])("have nothing at %s", async (path) => {
    expect([404, 418]).toContain((await get(path)).status);
  });

  test("give the file by ranges", async () => {
    const whole = await get("/maps/alps.pmtiles");
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(region);
    const head = await get("/maps/alps.pmtiles", "bytes=0-6");
    expect([head.status, await head.text()]).toEqual([206, "PMTiles"]);
    const tail = await get("/maps/alps.pmtiles", "bytes=-4");
    expect(Buffer.from(await tail.arrayBuffer())).toEqual(region.subarray(-4));
    expect((await get("/maps/alps.pmtiles", `bytes=${region.length}-`)).status).toBe(416);
  });

  test("of shapes have a style with glyphs, where these were put beside them", async () => {
    const metadata = { vector_layers: [{ id: "water", fields: {} }, { id: 3 }] };
    const tiles = [{ z: 0, x: 0, y: 0, bytes: new Uint8Array([26, 0]) }];
    await writeFile(join(folder, "shapes.pmtiles"), writePmtiles({ tiles, maxZoom: 0, metadata }));
    type Style = { glyphs?: string; layers: { type: string }[] };
    const plain = (await (await get("/maps/shapes/style.json")).json()) as Style;
    expect(plain.glyphs).toBeUndefined();
    await mkdir(join(folder, "fonts", "Noto Sans Regular"), { recursive: true });
    await writeFile(join(folder, "fonts", "Noto Sans Regular", "0-255.pbf"), "glyphs");
    const named = (await (await get("/maps/shapes/style.json")).json()) as Style;
    expect(named.glyphs).toBe(`${origin}/maps/fonts/{fontstack}/{range}.pbf`);
    expect(named.layers.map(({ type }) => type)).toContain("symbol");
    const glyphs = await get("/maps/fonts/Other,Noto%20Sans%20Regular/0-255.pbf");
    expect(await glyphs.text()).toBe("glyphs");
    expect((await get("/maps/shapes/0/0/0")).headers.get("content-type")).toContain("protobuf");
  });

  test("that are no PMTiles are left out, and a file that is replaced is the new one", async () => {
    await writeFile(join(folder, "broken.pmtiles"), "PMTiles, but not really");
    await writeFile(join(folder, "alps.pmtiles"), region.subarray(0, 200));
    expect(await (await get("/maps.json")).json()).toEqual({ maps: [] });
    await writeFile(join(folder, "alps.pmtiles"), region);
    expect((await get("/maps/alps/0/0/0")).status).toBe(200);
  });

  test("take nothing but questions", async () => {
    expect((await fetch(`${origin}/maps.json`, { method: "POST" })).status).toBe(405);
    expect((await get("/")).status).toBe(418);
    expect((await get("/mapsomething")).status).toBe(418);
  });
});

const reason = whyNoLab();
if (reason !== undefined) console.warn(`SKIPPED: no map is shown on a phone: ${reason}`);

describe.skipIf(reason !== undefined)(
  `a map on the phone${reason === undefined ? "" : ` (skipped: ${reason})`}`,
  () => {
    let lab: Lab;
    beforeAll(async () => {
      lab = await Lab.make();
      await lab.startGateway({ ...defaultPolicy, counter: 1 });
      mkdirSync(join(lab.gatewayFolder, "maps"));
      chmodSync(join(lab.gatewayFolder, "maps"), 0o755);
      writeFileSync(join(lab.gatewayFolder, "maps", "alps.pmtiles"), region, { mode: 0o644 });
    }, 60_000);
    afterAll(async () => {
      await lab?.stopGateway();
      lab?.remove();
    });

    test("is shown by a browser in Local Data Mode, with no packet to anyone", async () => {
      let out = "";
      const seen = await packetsWhile(lab.capture, async () => {
        const line = `timeout -k 1 25 chromium --headless --no-sandbox --disable-gpu --virtual-time-budget=4000 --window-size=1400,1400 --user-data-dir=$(mktemp -d) --dump-dom http://${inside.four}/map`;
        out = (await lab.sh(lab.phone, line, 40)).out;
      });
      expect(out).toContain('data-ready="1"');
      expect(out.match(/<img /g)?.length ?? 0).toBeGreaterThan(1);
      expect(out).not.toContain("visibility: hidden");
      expect(seen).toEqual([]);
    }, 60_000);
  },
);
