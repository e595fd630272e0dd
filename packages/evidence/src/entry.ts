import type { Fact } from "./fact.ts";
import { opens, parseLeaf, type Leaf, type Opening } from "./leaf.ts";
import type { OpeningKeys, SealedGroup } from "./opening-group.ts";
import type { EvidencePrimitives } from "./primitives.ts";

/**
 * `open`: the fact is here. `shredded`: its opening was destroyed. `unknown`: of a kind that this
 * version does not know. `damaged`: what is there does not open, or does not fit the leaf.
 */
export type EntryState = "open" | "shredded" | "unknown" | "damaged";

/** One entry of a log, as far as it can be read. */
export type Entry = {
  readonly index: number;
  /** ISO 8601 to the hour; empty where the leaf is damaged. */
  readonly hour: string;
  readonly state: EntryState;
  readonly fact?: Fact;
};

export type ToRead = {
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly group: SealedGroup | undefined;
};

/** An entry with its fact, where it opens and fits its leaf. */
export async function readEntry(
  { index, leaf: bytes, group }: ToRead,
  keys: OpeningKeys,
  primitives: EvidencePrimitives,
): Promise<Entry> {
  const leaf = parseLeaf(bytes);
  if (!leaf) return { index, hour: "", state: "damaged" };
  if (!group) return { index, hour: leaf.hour, state: "shredded" };
  return { index, hour: leaf.hour, ...tell(leaf, await keys.open(index, group), primitives) };
}

function tell(
  leaf: Leaf,
  opening: Opening | undefined,
  primitives: EvidencePrimitives,
): Pick<Entry, "state" | "fact"> {
  if (!opening || !opens(opening, leaf, primitives)) return { state: "damaged" };
  return opening.fact ? { state: "open", fact: opening.fact } : { state: "unknown" };
}
