import type { EntryRun, NewFact } from "@homepoint/evidence";
import type { EvidenceLog } from "@homepoint/evidence/node";
import type { Vault } from "@homepoint/vault";
import { isBefore, type Position } from "../evidence/position.ts";

export type Telling = { readonly at: Position; readonly kind: NewFact["kind"] };

type Parts = { readonly evidence: EvidenceLog; readonly vault: Vault };

/**
 * Entries that tell of an object, from a position on, in all generations; but for those of the
 * shredding itself, which stay.
 */
export async function entriesAbout(
  object: string,
  from: Position,
  { evidence, vault }: Parts,
): Promise<Telling[]> {
  const found: Telling[] = [];
  for (const generation of await evidence.generations()) {
    const range = { generation, from: 0, to: await evidence.sizeOf(generation) };
    if (isBefore([generation, range.to], from)) continue;
    if (generation === from[0]) range.from = from[1];
    for await (const { index, fact } of evidence.readRange(range, vault.evidenceIdentity))
      if (fact && tellsOf(fact, object)) found.push({ at: [generation, index], kind: fact.kind });
  }
  return found;
}

/** Destroys what these entries say. Gives them as the fact `shredded` names them. */
export async function shredEntries(
  entries: readonly Position[],
  { evidence, vault }: Parts,
): Promise<EntryRun[]> {
  const runs: EntryRun[] = [];
  for (const [generation, places] of Map.groupBy(entries, ([generation]) => generation)) {
    const indices = [...new Set(places.map(([, index]) => index))].sort((a, b) => a - b);
    await evidence.shredOpenings(indices, vault.evidenceIdentity, generation);
    const isCurrent = generation === evidence.opened.generation;
    for (const run of runsOf(indices)) runs.push(isCurrent ? run : [...run, generation]);
  }
  return runs;
}

function tellsOf(fact: NewFact, object: string): boolean {
  switch (fact.kind) {
    case "sealed":
    case "opened":
    case "resealed":
    case "keys-added":
      return fact.object === object;
    case "handing-over":
      return fact.objects.includes(object);
    default:
      return false;
  }
}

/** Runs of neighbours: 3, 4, 5, 9 are [3, 5] and [9, 9]. */
function runsOf(numbers: readonly number[]): [first: number, last: number][] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}
