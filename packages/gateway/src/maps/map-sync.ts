import { mkdir, open, readdir, rename, rm, stat, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { HubTold } from "@homepoint/api";
import type { HubClient } from "../hub/hub-client.ts";

type Offered = HubTold["maps"][number];
type MapSource = Pick<HubClient, "read">;

/** Of the disk, what maps leave free; and what is asked for at once. */
const [spareBytes, rangeBytes] = [1 << 30, 4 << 20];
const rangesAtOnce = 16;
const isId = (id: string) => /^[0-9a-zA-Z_-]{1,100}$/.test(id);

/** Keeps the map regions of the hub here as well, for when it is away. */
export class MapSync {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A little at a time: whoever asks for policy must not wait for maps. */
  async sync(offered: readonly Offered[], client: MapSource): Promise<void> {
    const good = offered.filter(({ id }) => isId(id));
    if (good.length > 0) await mkdir(this.#folder, { recursive: true });
    await this.#removeOthers(good);
    for (const map of good) {
      if (await this.#isHere(map)) continue;
      return this.#fetchSome(map, client);
    }
  }

  async #isHere({ id, size }: Offered): Promise<boolean> {
    const found = await stat(join(this.#folder, nameOf(id))).catch(() => undefined);
    return found?.size === size;
  }

  async #fetchSome(map: Offered, client: MapSource): Promise<void> {
    const { id, name, size } = map;
    const partial = join(this.#folder, `${nameOf(id)}.part`);
    const file = await open(partial, "a");
    try {
      let { size: from } = await file.stat();
      const { bavail, bsize } = await statfs(this.#folder);
      if (bavail * bsize < size - from + spareBytes) return;
      for (let ranges = 0; from < size && ranges < rangesAtOnce; ranges += 1) {
        const last = Math.min(size, from + rangeBytes) - 1;
        const path = `/api/gateway/maps/${id}`;
        const range = `bytes=${from}-${last}`;
        const mostBytes = last - from + 1;
        for await (const block of client.read({ path, range, mostBytes })) {
          await file.write(block);
          from += block.length;
        }
      }
      if (from < size) return;
      await file.sync();
    } finally {
      await file.close();
    }
    await writeFile(join(this.#folder, `${nameOf(id)}.name`), name);
    await rename(partial, join(this.#folder, nameOf(id)));
  }

  /** What somebody put here by hand stays. */
  async #removeOthers(offered: readonly Offered[]): Promise<void> {
    const kept = offered.map(({ id }) => nameOf(id));
    const found = await readdir(this.#folder).catch(() => []);
    for (const file of found.filter((name) => name.startsWith("hub-")))
      if (!kept.some((name) => file.startsWith(name))) await rm(join(this.#folder, file));
  }
}

function nameOf(id: string): string {
  return `hub-${id}.pmtiles`;
}
