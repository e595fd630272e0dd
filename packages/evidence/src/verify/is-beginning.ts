import { equalBytes } from "@homepoint/base";
import type { Checkpoint } from "../checkpoint.ts";
import { rootAt } from "../inclusion.ts";
import { remembering, tileReader, type ReadFile } from "../log-files.ts";
import type { Hasher } from "../tree.ts";

export type Ended = {
  /** Of the generation's folder. */
  readonly read: ReadFile;
  /** Its size now. */
  readonly size: number;
  readonly hasher: Hasher;
};

/** Whether a log had this root at this size. */
export async function isBeginning(
  { size, root }: Checkpoint,
  { read, size: now, hasher }: Ended,
): Promise<boolean> {
  if (size > now) return false;
  const readTile = remembering(tileReader(read));
  const then = await rootAt(size, { size: now, readTile, hasher }).catch(() => undefined);
  return then !== undefined && equalBytes(then, root);
}
