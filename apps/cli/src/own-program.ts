import { fileURLToPath } from "node:url";

/** The command that started this program, to be started again as another part. */
export function ownProgram(): readonly [string, ...string[]] {
  const bin = fileURLToPath(new URL("../bin/homepoint.mjs", import.meta.url));
  return [process.execPath, bin];
}
