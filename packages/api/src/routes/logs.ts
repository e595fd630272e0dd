import { z } from "zod";
import { ownerOnly, mayManage, mayLook, mayTakeIn, nothing, id } from "../access.ts";
import { route, type Route } from "../route.ts";
import { backupRow, logRow, objectId, takenIn, watchedFolder } from "../shapes.ts";

export const logRoutes = {
  takeIn: route({
    method: "PUT",
    path: "/api/logs",
    summary: "Take in one file: sealed and on record before this answers",
    access: mayTakeIn,
    works: "always",
    kind: "json",
    query: z.object({
      name: z.string().min(1).max(1000),
      /** Where it came from, in words of the one who brings it. */
      source: z.string().max(1000).default(""),
      /** Keep it although no reader knows it. */
      keep: z
        .enum(["true", "false"])
        .default("false")
        .transform((text) => text === "true"),
    }),
    body: "bytes",
    answer: takenIn,
    problems: ["hub/disk-full", "api/not-set-up"],
  }),
  listLogs: route({
    method: "GET",
    path: "/api/logs",
    summary: "Every log file that is kept, read or not",
    access: mayLook,
    works: "when-open",
    kind: "json",
    query: z.object({
      reading: logRow.shape.reading.optional(),
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(0).max(1000).default(100),
    }),
    answer: z.object({ total: z.number().int(), logs: z.array(logRow) }),
  }),
  exportLog: route({
    method: "GET",
    path: "/api/logs/:id/original",
    summary: "Hand over a kept file as it came; goes on record",
    access: mayLook,
    works: "when-open",
    kind: "bytes",
    params: z.object({ id: objectId }),
    problems: ["hub/no-such-log", "hub/handover-refused"],
  }),
  resealLog: route({
    method: "POST",
    path: "/api/logs/:id/reseal",
    summary: "Give a log file a new key: who kept an old one has nothing it opens",
    access: ownerOnly,
    works: "when-open",
    kind: "json",
    params: z.object({ id: objectId }),
    answer: nothing,
    problems: ["hub/no-such-log"],
  }),
  shredLog: route({
    method: "DELETE",
    path: "/api/logs/:id",
    summary: "Destroy a log file, its flights and their evidence openings, for good",
    access: ownerOnly,
    works: "when-open",
    kind: "json",
    params: z.object({ id: objectId }),
    answer: z.object({
      /** Backups that still hold its key; it is gone for good when these are. */
      backups: z.array(backupRow),
    }),
    problems: ["hub/no-such-log", "hub/handover-refused"],
  }),
  rebuild: route({
    method: "POST",
    path: "/api/rebuild",
    summary: "Drop index and columns and make them again from the sealed originals",
    access: ownerOnly,
    works: "when-open",
    kind: "stream",
    answer: z.object({
      done: z.number().int(),
      of: z.number().int(),
      /** Of those done, so many that could not be read. */
      failed: z.number().int(),
    }),
  }),
  listWatchedFolders: route({
    method: "GET",
    path: "/api/watched-folders",
    summary: "Folders of this machine that are looked into for new logs",
    access: mayManage,
    works: "when-open",
    kind: "json",
    answer: z.object({ folders: z.array(watchedFolder) }),
  }),
  watchFolder: route({
    method: "POST",
    path: "/api/watched-folders",
    summary: "Look into a folder of this machine from now on",
    access: ownerOnly,
    works: "when-open",
    kind: "json",
    body: z.object({ path: z.string().min(1).max(4000) }),
    answer: watchedFolder,
    problems: ["hub/no-such-folder"],
  }),
  unwatchFolder: route({
    method: "DELETE",
    path: "/api/watched-folders/:id",
    summary: "Stop looking into a folder; what was taken in stays",
    access: ownerOnly,
    works: "when-open",
    kind: "json",
    params: id,
    answer: nothing,
  }),
} as const satisfies Readonly<Record<string, Route>>;
