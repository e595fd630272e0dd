import {
  below,
  fileSource,
  generationFolder,
  OpeningKeys,
  readNewest,
  verify,
  type Fact,
} from "@homepoint/evidence";
import { folderReader, nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import type { Identity } from "@homepoint/vault";

/** The facts of a log that has come to rest, if it verifies; the newest first. */
export async function readFacts(
  folder: string,
  identity: Identity,
): Promise<readonly Fact[] | undefined> {
  const read = folderReader(folder);
  const { ok, size } = await verify({ read, identity, primitives });
  if (!ok) return undefined;
  const source = fileSource(below(generationFolder(1), read), size);
  const keys = new OpeningKeys(identity, primitives);
  const entries = await readNewest({ limit: size }, { source, keys, primitives });
  return entries.flatMap(({ fact }) => (fact ? [fact] : []));
}
