import { isProblem, type Problem } from "@homepoint/base";
import type { About } from "../ring/about.ts";
import { parseEntryName, type EntryName, type ObjectId } from "../ring/entry-name.ts";
import { getEntry } from "./find-entry.ts";
import { inBatches } from "./in-batches.ts";
import type { ObjectParts } from "./parts.ts";

export type Listed =
  | { readonly id: ObjectId; readonly about: About }
  | { readonly id: ObjectId; readonly problem: Problem };

/** Every original, in no order; one that is damaged or forged with its problem, not its About. */
export async function* listObjects(parts: ObjectParts): AsyncIterable<Listed> {
  for await (const listed of inBatches(originals(parts), (name) => look(parts, name)))
    if (listed) yield listed;
}

/** Names of all ring entries, in no order. */
export async function* entryNames({ home }: ObjectParts, beginning = ""): AsyncIterable<EntryName> {
  for await (const text of home.ring.names(beginning)) {
    const name = parseEntryName(text);
    if (name) yield name;
  }
}

async function* originals(parts: ObjectParts): AsyncIterable<EntryName> {
  for await (const name of entryNames(parts)) if (name.kind === undefined) yield name;
}

/** Undefined where it was shredded meanwhile. */
async function look(parts: ObjectParts, name: EntryName): Promise<Listed | undefined> {
  try {
    return { id: name.id, about: (await getEntry(parts, name)).about };
  } catch (error) {
    if (isProblem(error, "vault/unknown-object")) return undefined;
    if (isProblem(error)) return { id: name.id, problem: error };
    throw error;
  }
}
