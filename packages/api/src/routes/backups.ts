import { z } from "zod";
import { ownerOnly, nothing, id } from "../access.ts";
import { route, type Route } from "../route.ts";
import { backupRow, instant } from "../shapes.ts";

export const backupRoutes = {
  listBackups: route({
    method: "GET",
    path: "/api/backups",
    summary: "Backups that were made and are not known to be gone",
    access: ownerOnly,
    works: "when-open",
    kind: "json",
    answer: z.object({ backups: z.array(backupRow) }),
  }),
  makeBackup: route({
    method: "GET",
    path: "/api/backup",
    summary: "Everything, sealed, as one file; registered, and on record",
    access: ownerOnly,
    works: "when-open",
    kind: "bytes",
    query: z.object({
      /** Where it will lie, in words of the one who asks. */
      to: z.string().max(1000).default(""),
      /** When it will be destroyed; never, unless told. */
      expiresAt: instant.nullable().default(null),
    }),
  }),
  forgetBackup: route({
    method: "DELETE",
    path: "/api/backups/:id",
    summary: "Say that a backup exists no longer",
    access: ownerOnly,
    works: "when-open",
    kind: "json",
    params: id,
    answer: nothing,
  }),
  restore: route({
    method: "PUT",
    path: "/api/restore",
    summary: "Fill an empty hub from a backup; it is locked then, under the backup's passphrase",
    access: "anyone",
    works: "before-set-up",
    kind: "json",
    body: "bytes",
    answer: z.object({ objects: z.number().int() }),
    problems: ["hub/not-a-backup", "hub/damaged-backup", "hub/disk-full", "api/set-up-already"],
  }),
} as const satisfies Readonly<Record<string, Route>>;
