import { serviceRows } from "./tracker-services.ts";
import { watcherRows } from "./tracker-watchers.ts";
import type { TrackerRow, TrackerSignature } from "./trackers.ts";

/**
 * Parts of others that matter in apps for drones, written by hand from their makers' own documents:
 * the package names and hosts that those tell developers to allow or to keep from being renamed.
 */
export const trackerTable: readonly TrackerSignature[] = Object.entries<TrackerRow>({
  ...serviceRows,
  ...watcherRows,
}).map(([id, { classes = [], libraries = [], hosts = [], ...row }]) => ({
  id,
  classes,
  libraries,
  hosts,
  ...row,
}));
