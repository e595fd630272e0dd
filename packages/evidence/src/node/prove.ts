import { parseCheckpoint } from "../checkpoint.ts";
import type { Field } from "../leaf.ts";
import { tileReader } from "../log-files.ts";
import type { OpeningKeys } from "../opening-group.ts";
import type { EvidencePrimitives } from "../primitives.ts";
import { problem } from "../problems.ts";
import { makeProof, type Proof } from "../proof.ts";
import { groupsByIndex } from "../reader.ts";
import { tileWidth } from "../tile.ts";
import type { GenerationView } from "./generation-view.ts";

export type ToProveEntry = {
  readonly index: number;
  readonly show: readonly string[] | undefined;
  readonly view: GenerationView;
  readonly keys: OpeningKeys;
};

export async function proveEntry(
  { index, show, view, keys }: ToProveEntry,
  primitives: EvidencePrimitives,
): Promise<Proof> {
  const { note, key, read, source } = view;
  const size = parseCheckpoint(note)?.size ?? 0;
  const isThere = Number.isInteger(index) && index >= 0 && index < size;
  if (!isThere) throw problem("no-such-entry", { index });
  const bundle = await source.bundle(Math.floor(index / tileWidth));
  const leaf = bundle.leaves[index % tileWidth];
  const group = groupsByIndex(bundle.groups).get(index);
  const opening = group && (await keys.open(index, group));
  if (!leaf || !opening) throw problem("opening-gone", { index });
  const fields = show ? show.map((name) => find(name, opening.fields, index)) : opening.fields;
  const readTile = tileReader(read);
  return makeProof({ index, leaf, fields, checkpoint: note, readTile, key }, primitives);
}

function find(name: string, fields: readonly Field[], index: number): Field {
  const field = fields.find((field) => field.name === name);
  if (!field) throw problem("no-such-field", { index, name });
  return field;
}
