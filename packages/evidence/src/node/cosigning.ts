import { utf8 } from "@homepoint/base";
import { parseCheckpoint, verifyCheckpoint } from "../checkpoint.ts";
import { proveConsistency } from "../inclusion.ts";
import { tileReader, witnessedFile } from "../log-files.ts";
import { parseNote, type Note, type VerifierKey } from "../note.ts";
import { problem } from "../problems.ts";
import { checkWitnesses, tell, type Witnessing } from "../verify/check-witnesses.ts";
import { isBeginning } from "../verify/is-beginning.ts";
import { isOf, readCosignatures } from "../witness/cosignature.ts";
import { formatOffer } from "../witness/offer.ts";
import {
  formatWitnessed,
  mergeWitnessed,
  parseWitnessed,
  withLines,
} from "../witness/witnessed.ts";
import type { Generation } from "./generation.ts";
import { nodeEvidencePrimitives as primitives } from "./primitives.ts";

/** What a witness that knows the first `old` entries is asked. @throws evidence/witness-knows-more */
export async function makeOffer(old: number, generation: Generation): Promise<string> {
  const { size, note, folder } = generation;
  if (note === undefined) throw problem("bad-checkpoint");
  if (old > size) throw problem("witness-knows-more", { old, size });
  const readTile = tileReader((path) => folder.read(path));
  const source = { size, readTile, hasher: primitives };
  const path = old === 0 ? [] : await proveConsistency(old, source);
  return formatOffer({ old, path, note });
}

/**
 * Keeps what these witnesses cosigned. Durable once it resolves; the published checkpoint carries
 * the lines as long as it is the one that was cosigned.
 *
 * @throws evidence/bad-checkpoint, evidence/not-of-this-log, evidence/not-cosigned
 */
export async function keepCosignatures(
  text: string,
  witnesses: readonly VerifierKey[],
  generation: Generation,
): Promise<readonly Witnessing[]> {
  const note = parseNote(utf8(text));
  const checkpoint = parseCheckpoint(text);
  if (!note || !checkpoint) throw problem("bad-checkpoint");
  const { key, size, folder } = generation;
  const read = (path: string) => folder.read(path);
  const isOwn =
    verifyCheckpoint(text, key, primitives) &&
    (await isBeginning(checkpoint, { read, size, hasher: primitives }));
  if (!isOwn) throw problem("not-of-this-log");
  const { valid } = readCosignatures(note, witnesses, primitives);
  if (valid.length === 0) throw problem("not-cosigned");
  const lines = linesOf(note, [key, ...valid.map((one) => one.key)]);
  const before = await readWitnessed(generation);
  const notes = mergeWitnessed(before, withLines(note, lines));
  await folder.replace(witnessedFile, formatWitnessed(notes));
  const own = notes.find((one) => parseCheckpoint(one)?.size === size);
  if (own !== undefined) await generation.publish(own);
  return valid.map((one) => tell(one, checkpoint));
}

/** Notes that were cosigned, each with the lines of its witnesses. */
export async function readWitnessed({ folder }: Generation): Promise<readonly string[]> {
  const bytes = await folder.read(witnessedFile);
  return (bytes && parseWitnessed(bytes)) ?? []; // a damaged one is written anew: `verify` says so
}

/** What these witnesses cosigned, the largest of each; what does not hold is left out. */
export function witnessingsOf(
  witnesses: readonly VerifierKey[],
  generation: Generation,
): Promise<readonly Witnessing[]> {
  const { key, size, note = "", folder } = generation;
  const read = (path: string) => folder.read(path);
  const report = () => undefined; // `verify` tells
  return checkWitnesses({
    key,
    size,
    note,
    read,
    witnesses,
    report,
    hasher: primitives,
    primitives,
  });
}

/** One of each key: the log's first. */
function linesOf({ signatures }: Note, keys: readonly VerifierKey[]) {
  return keys.flatMap((key) => signatures.findLast((line) => isOf(line, key)) ?? []);
}
