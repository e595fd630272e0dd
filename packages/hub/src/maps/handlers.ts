import type { Installation } from "../keys/installation.ts";
import type { Handlers } from "../server/handlers.ts";

type MapRoute = "listMaps" | "addMap" | "getMap" | "removeMap";

export function mapHandlers(installation: Installation): Handlers<MapRoute> {
  return {
    async listMaps() {
      return { maps: await installation.unlocked.maps.list() };
    },

    async addMap({ input, caller }) {
      const { maps, evidence } = installation.unlocked;
      const map = await maps.add(input.name, input.bytes);
      const by = caller?.name ?? "owner";
      await evidence.append({
        kind: "setting-changed",
        by,
        setting: "map",
        change: "added",
        name: map.name,
      });
      return map;
    },

    async getMap({ input }) {
      const { maps } = installation.unlocked;
      const { id, size } = await maps.get(input.id);
      return { type: "application/vnd.pmtiles", size, open: (range) => maps.open(id, range) };
    },

    async removeMap({ input, caller }) {
      const { maps, evidence } = installation.unlocked;
      const { name } = await maps.remove(input.id);
      const by = caller?.name ?? "owner";
      await evidence.append({
        kind: "setting-changed",
        by,
        setting: "map",
        change: "removed",
        name,
      });
      return {};
    },
  };
}
