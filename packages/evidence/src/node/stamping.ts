import { verifyCheckpoint } from "../checkpoint.ts";
import { stampsFile } from "../log-files.ts";
import { problem } from "../problems.ts";
import { makeStampRequest } from "../stamp/request.ts";
import { formatStamps, parseStamps, type Stamps } from "../stamp/stamps-file.ts";
import { verifyStamp, type StampFinding } from "../stamp/verify-stamp.ts";
import { checkStamp, checkStamps, type Stamped } from "../verify/check-stamps.ts";
import type { Generation } from "./generation.ts";
import { nodeEvidencePrimitives as primitives } from "./primitives.ts";

/** What to bring to an authority for the published checkpoint, which waits for the reply. */
export async function requestStamp(generation: Generation): Promise<Uint8Array> {
  const { note, folder } = generation;
  if (note === undefined) throw problem("bad-checkpoint");
  const { stamps, waiting } = await readStamps(generation);
  const next = [...waiting.filter((one) => one !== note), note];
  await folder.replace(stampsFile, formatStamps({ stamps, waiting: next }));
  return makeStampRequest(note, primitives);
}

/**
 * Keeps a reply with the checkpoint that it stamps. Durable once it resolves. Without authorities
 * whoever signed it is believed.
 *
 * @throws evidence/bad-stamp
 */
export async function keepStamp(
  reply: Uint8Array,
  authorities: readonly string[] | undefined,
  generation: Generation,
): Promise<Stamped> {
  const { key, folder, size, note = "" } = generation;
  const read = (path: string) => folder.read(path);
  const { stamps, waiting } = await readStamps(generation);
  let because: StampFinding = "another-checkpoint";
  for (const checkpoint of [...waiting, note].toReversed()) {
    const stamp = { checkpoint, reply };
    const [finding] = (await verifyStamp(stamp, authorities)).findings;
    if (finding === "another-checkpoint") continue;
    const parts = { key, primitives, hasher: primitives, read, size, authorities };
    const stamped = finding ? undefined : await checkStamp(stamp, parts);
    if (stamped) {
      const left = waiting.filter((one) => isYounger(one, stamped.size, generation));
      await folder.replace(stampsFile, formatStamps({ stamps: [...stamps, stamp], waiting: left }));
      return stamped;
    }
    because = finding ?? because;
  }
  throw problem("bad-stamp", { because });
}

/** Stamps that hold, whoever signed them. */
export function stampsOf({ key, size, folder }: Generation): Promise<readonly Stamped[]> {
  const read = (path: string) => folder.read(path);
  const report = () => undefined; // `verify` tells
  const authorities = undefined;
  return checkStamps({ key, size, read, report, authorities, primitives, hasher: primitives });
}

async function readStamps({ folder }: Generation): Promise<Stamps> {
  const bytes = await folder.read(stampsFile);
  return (bytes && parseStamps(bytes)) ?? { stamps: [], waiting: [] }; // `verify` tells of damage
}

/** A stamp of a checkpoint is one of all that came before it. */
function isYounger(note: string, size: number, { key }: Generation): boolean {
  return (verifyCheckpoint(note, key, primitives)?.size ?? 0) > size;
}
