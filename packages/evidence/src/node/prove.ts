import type { ReadTile } from "../inclusion.ts";
import type { Field } from "../leaf.ts";
import { tileReader } from "../log-files.ts";
import { formatVerifierKey } from "../note.ts";
import type { OpeningKeys } from "../opening-group.ts";
import type { EvidencePrimitives } from "../primitives.ts";
import { problem } from "../problems.ts";
import { makeProof, type Proof } from "../proof.ts";
import { groupsByIndex, type EntrySource } from "../reader.ts";
import { tileWidth } from "../tile.ts";
import type { Generation } from "./generation.ts";

export type ToProveEntry = {
  readonly index: number;
  readonly show: readonly string[] | undefined;
  readonly source: EntrySource;
  readonly keys: OpeningKeys;
  readonly generation: Generation;
};

export async function proveEntry(
  { index, show, source, keys, generation }: ToProveEntry,
  primitives: EvidencePrimitives,
): Promise<Proof> {
  const isThere = Number.isInteger(index) && index >= 0 && index < generation.size;
  const { note, folder, key } = generation;
  if (!isThere || note === undefined) throw problem("no-such-entry", { index });
  const bundle = await source.bundle(Math.floor(index / tileWidth));
  const leaf = bundle.leaves[index % tileWidth];
  const group = groupsByIndex(bundle.groups).get(index);
  const opening = group && (await keys.open(index, group));
  if (!leaf || !opening) throw problem("opening-gone", { index });
  const readTile: ReadTile = tileReader((path) => folder.read(path));
  const fields = show ? show.map((name) => find(name, opening.fields, index)) : opening.fields;
  const parts = { index, leaf, fields, checkpoint: note, readTile, key: formatVerifierKey(key) };
  return makeProof(parts, primitives);
}

function find(name: string, fields: readonly Field[], index: number): Field {
  const field = fields.find((field) => field.name === name);
  if (!field) throw problem("no-such-field", { index, name });
  return field;
}
