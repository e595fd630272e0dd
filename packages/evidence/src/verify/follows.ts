import { textOf } from "@homepoint/base";
import type { GenerationReason } from "../fact.ts";
import { commitmentOf, isField, parseLeaf, type Field } from "../leaf.ts";
import { followsFile, type ReadFile } from "../log-files.ts";
import type { EvidencePrimitives } from "../primitives.ts";

/** What the first fact of a log says of itself; `last` is a signed checkpoint. */
export type Follows = {
  readonly number: number;
  readonly because: GenerationReason;
  readonly last?: string;
};

/**
 * The first fact of a log, which is open to all: its file held to the first leaf. Undefined where
 * it is missing, or is not what the leaf commits to.
 */
export async function readFollows(
  read: ReadFile,
  firstLeaf: Uint8Array | undefined,
  primitives: EvidencePrimitives,
): Promise<Follows | undefined> {
  const leaf = firstLeaf && parseLeaf(firstLeaf);
  const fields = parseFields(await read(followsFile));
  if (!leaf || fields?.length !== leaf.commitments.length) return undefined;
  const told = fields.map((field) => commitmentOf(field, primitives)).sort();
  if (!told.every((commitment, at) => commitment === leaf.commitments[at])) return undefined;
  const fact = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
  // The leaf was signed by the log, which writes no other fact first.
  return fact["kind"] === "generation" ? (fact as unknown as Follows) : undefined;
}

function parseFields(bytes: Uint8Array | undefined): readonly Field[] | undefined {
  try {
    const { v, fields } = JSON.parse(textOf(bytes ?? new Uint8Array()));
    return v === 1 && Array.isArray(fields) && fields.every(isField) ? fields : undefined;
  } catch {
    return undefined; // no JSON
  }
}
