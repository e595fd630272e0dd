import { textOf } from "@homepoint/base";
import { parseCheckpoint } from "../checkpoint.ts";
import { below, checkpointFile, generationFolder, keyFile, type ReadFile } from "../log-files.ts";
import { formatVerifierKey } from "../note.ts";
import { problem } from "../problems.ts";
import { fileSource, type EntrySource } from "../reader.ts";
import type { Generation } from "./generation.ts";
import { LiveSource } from "./live-source.ts";
import type { LogFolder } from "./log-folder.ts";
import type { Batch } from "./wal.ts";

/** What reading and proving need of a generation, the current one or one that ended. */
export type GenerationView = {
  readonly source: EntrySource;
  readonly read: ReadFile;
  /** Its checkpoint. */
  readonly note: string;
  /** Its verifier key. */
  readonly key: string;
};

export function viewCurrent(generation: Generation, unsettled: readonly Batch[]): GenerationView {
  return {
    source: new LiveSource(generation, unsettled),
    read: (path) => generation.folder.read(path),
    note: generation.note ?? "",
    key: formatVerifierKey(generation.key),
  };
}

/** As far as its checkpoint reaches. @throws evidence/no-such-generation */
export async function viewEnded(folder: LogFolder, number: number): Promise<GenerationView> {
  const read = below(generationFolder(number), (path) => folder.read(path));
  const [note, key] = [await read(checkpointFile), await read(keyFile)];
  const checkpoint = note && parseCheckpoint(textOf(note));
  if (!note || !key || !checkpoint) throw problem("no-such-generation", { number });
  return {
    source: fileSource(read, checkpoint.size),
    read,
    note: textOf(note),
    key: textOf(key).trimEnd(),
  };
}
