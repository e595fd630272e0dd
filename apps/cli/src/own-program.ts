import { statSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The command that started this program, to be started again as another part. */
export function ownProgram(): readonly [string, ...string[]] {
  const bin = fileURLToPath(new URL("../bin/homepoint.mjs", import.meta.url));
  return [process.execPath, bin];
}

/**
 * Units start it as users of their own: what they will not be able to read, as a sentence; undefined
 * where they can read all of it.
 */
export function whyNotForAll(): string | undefined {
  const folders = ownProgram().flatMap(foldersAbove);
  const closed = folders.find((folder) => (statSync(folder).mode & 0o005) !== 0o005);
  if (closed === undefined) return undefined;
  return `${closed} can be read by its owner only, so the units' own users could not start Homepoint there: move it, to /opt/homepoint for example, and write the units again.`;
}

function foldersAbove(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === path ? [] : [...foldersAbove(folder), folder];
}
