import { z } from "zod";
import { mayManage, mayLook, nothing, id } from "../access.ts";
import { route, type Route } from "../route.ts";
import { mapRow } from "../shapes.ts";

export const mapRoutes = {
  listMaps: route({
    method: "GET",
    path: "/api/maps",
    summary: "Map regions that were added; the world base map is always there",
    access: mayLook,
    works: "when-open",
    kind: "json",
    answer: z.object({ maps: z.array(mapRow) }),
  }),
  addMap: route({
    method: "PUT",
    path: "/api/maps",
    summary: "Add a region: a PMTiles file, sealed like everything else",
    access: mayManage,
    works: "when-open",
    kind: "json",
    query: z.object({ name: z.string().min(1).max(200) }),
    body: "bytes",
    answer: mapRow,
    problems: ["hub/not-a-map", "hub/disk-full"],
  }),
  getMap: route({
    method: "GET",
    path: "/api/maps/:id",
    summary: "The tiles of a region, by range",
    access: mayLook,
    works: "when-open",
    kind: "bytes",
    hasRanges: true,
    params: id,
    problems: ["hub/no-such-map"],
  }),
  removeMap: route({
    method: "DELETE",
    path: "/api/maps/:id",
    summary: "Remove a region",
    access: mayManage,
    works: "when-open",
    kind: "json",
    params: id,
    answer: nothing,
    problems: ["hub/no-such-map"],
  }),
} as const satisfies Readonly<Record<string, Route>>;
