import { textOf } from "@homepoint/base";
import { parseCheckpoint } from "../checkpoint.ts";
import { opens, parseLeaf, type Opening } from "../leaf.ts";
import { tileReader, type ReadFile } from "../log-files.ts";
import type { OpeningKeys } from "../opening-group.ts";
import type { EvidencePrimitives } from "../primitives.ts";
import { groupsByIndex, type Bundle, type EntrySource } from "../reader.ts";
import { tileWidth } from "../tile.ts";
import { formatHashes, type DisclosedEntry, type DisclosedRun } from "./disclosure.ts";
import { proveMany } from "./many-inclusion.ts";
import { isChosen, isHourInTime, membersOf, type Selection } from "./selection.ts";

/** A generation that something is disclosed of. */
export type ToDisclose = {
  readonly generation: number;
  readonly key: string;
  /** The checkpoint they are proved under; not larger than the source. */
  readonly checkpoint: string;
  readonly source: EntrySource;
  /** Of its folder. */
  readonly read: ReadFile;
  /** Entries that are in tiles. */
  readonly settled: number;
  readonly keys: OpeningKeys;
  readonly primitives: EvidencePrimitives;
};

/** Undefined where nothing of the generation is chosen. */
export async function discloseRun(
  selection: Selection,
  parts: ToDisclose,
): Promise<DisclosedRun | undefined> {
  const { generation, key, checkpoint, read, settled, primitives } = parts;
  const size = parseCheckpoint(checkpoint)?.size ?? 0;
  const entries = await chooseEntries(selection, size, parts);
  if (entries.length === 0) return undefined;
  const source = { size: settled, readTile: tileReader(read), hasher: primitives };
  const indices = entries.map(({ index }) => index);
  const hashes = formatHashes(await proveMany({ size, indices, source }));
  return { generation, key, checkpoint, entries, hashes };
}

async function chooseEntries(
  selection: Selection,
  size: number,
  { source, keys, primitives }: ToDisclose,
): Promise<readonly DisclosedEntry[]> {
  const entries: DisclosedEntry[] = [];
  let hasChosen = false;
  for (let number = 0; number * tileWidth < size; number += 1) {
    const bundle = await source.bundle(number);
    const inTime = bundle.leaves.some((leaf) => leaf && isHourInTime(hourIn(leaf), selection));
    if (!inTime) continue;
    const openings = await openBundle(bundle, number, keys);
    for (const [place, leaf] of bundle.leaves.entries()) {
      const index = number * tileWidth + place;
      if (!leaf || index >= size || !isHourInTime(hourIn(leaf), selection)) continue;
      const fields = fieldsOf(leaf, openings.get(index), { selection, primitives });
      hasChosen ||= fields !== undefined;
      if (fields || selection.extent === "whole")
        entries.push({ index, leaf: textOf(leaf), fields: fields ?? [] });
    }
  }
  if (!hasChosen) return [];
  return selection.extent === "whole" ? withoutGaps(entries, source) : entries;
}

/** A clock that was set back leaves entries of other hours in between: their leaves belong there. */
async function withoutGaps(
  entries: readonly DisclosedEntry[],
  source: EntrySource,
): Promise<readonly DisclosedEntry[]> {
  const whole: DisclosedEntry[] = [];
  for (const entry of entries) {
    const next = (whole.at(-1)?.index ?? entry.index - 1) + 1;
    for (let index = next; index < entry.index; index += 1) {
      const { leaves } = await source.bundle(Math.floor(index / tileWidth));
      const leaf = leaves[index % tileWidth];
      if (leaf) whole.push({ index, leaf: textOf(leaf), fields: [] });
    }
    whole.push(entry);
  }
  return whole;
}

function hourIn(leaf: Uint8Array): string {
  return parseLeaf(leaf)?.hour ?? "";
}

async function openBundle(
  { groups }: Bundle,
  number: number,
  keys: OpeningKeys,
): Promise<ReadonlyMap<number, Opening>> {
  const openings = new Map<number, Opening>();
  for (const [index, group] of groupsByIndex(groups)) {
    const opening = await keys.open(index, group);
    if (opening && Math.floor(index / tileWidth) === number) openings.set(index, opening);
  }
  return openings;
}

type Choosing = { readonly selection: Selection; readonly primitives: EvidencePrimitives };

/** Undefined where the entry is not chosen, or what it says is gone. */
function fieldsOf(
  bytes: Uint8Array,
  opening: Opening | undefined,
  { selection, primitives }: Choosing,
) {
  const leaf = parseLeaf(bytes);
  const fact = opening?.fact;
  if (!leaf || !fact || !isChosen(fact, selection)) return undefined;
  if (!opens(opening, leaf, primitives)) return undefined;
  const names = membersOf(fact, selection);
  return opening.fields.filter(({ name }) => names.has(name));
}
