import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeRegion } from "../testing/made-map.ts";
import { MapShelf } from "./map-shelf.ts";
import { MapSync } from "./map-sync.ts";

const region = makeRegion();
const alps = { id: "ab12", name: "The Alps", size: region.length };

let folder: string;
let asked: string[];
/** After so many bytes the hub is away. */
let most = Number.POSITIVE_INFINITY;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "map-sync-"));
  asked = [];
  most = Number.POSITIVE_INFINITY;
});
afterEach(() => rm(folder, { recursive: true }));

/** A hub that gives what it is asked for, in small blocks. */
const hub = {
  async *read({ path, range = "" }: { readonly path: string; readonly range?: string }) {
    asked.push(`${path} ${range}`);
    const [, first = 0, last = 0] = /bytes=(\d+)-(\d+)/.exec(range)?.map(Number) ?? [];
    for (let at = first; at <= last; at += 100) {
      if (at >= most) throw new Error("the hub is away");
      yield region.subarray(at, Math.min(at + 100, last + 1));
    }
  },
};
const sync = (...offered: readonly (typeof alps)[]) => new MapSync(folder).sync(offered, hub);
const files = async () => (await readdir(folder)).toSorted();

test("a region of the hub is on the shelf under its name, and is asked for once", async () => {
  await sync(alps);
  await sync(alps);
  expect(asked).toEqual([`/api/gateway/maps/ab12 bytes=0-${region.length - 1}`]);
  expect(await readFile(join(folder, "hub-ab12.pmtiles"))).toEqual(region);
  expect(await new MapShelf(folder).list()).toMatchObject([{ id: "hub-ab12", name: "The Alps" }]);
});

test("one that broke off is on no shelf, and goes on where it was", async () => {
  most = 200;
  await expect(sync(alps)).rejects.toThrow("away");
  expect(await files()).toEqual(["hub-ab12.pmtiles.part"]);
  expect(await new MapShelf(folder).list()).toEqual([]);
  most = Number.POSITIVE_INFINITY;
  await sync(alps);
  expect(asked.at(-1)).toBe(`/api/gateway/maps/ab12 bytes=200-${region.length - 1}`);
  expect(await readFile(join(folder, "hub-ab12.pmtiles"))).toEqual(region);
});

test("what the hub has no more goes, and what somebody put here by hand stays", async () => {
  await sync(alps);
  await writeFile(join(folder, "valley.pmtiles"), region);
  await sync();
  expect(await files()).toEqual(["valley.pmtiles"]);
});

test("an id that is no name of a file is not asked for", async () => {
  await sync({ ...alps, id: "../../etc" }, { ...alps, id: "" });
  expect([asked, await files()]).toEqual([[], []]);
});
