import { formatOpenings, parseOpenings } from "../bundle.ts";
import { openingsPath } from "../log-files.ts";
import { sealGroup, type OpeningKeys, type SealedGroup, type GroupKey } from "../opening-group.ts";
import type { EvidencePrimitives } from "../primitives.ts";
import { problem } from "../problems.ts";
import { tileWidth } from "../tile.ts";
import type { LogFolder } from "./log-folder.ts";

export type ShredParts = {
  /** Opens what is sealed together with what goes. */
  readonly keys: OpeningKeys;
  /** Seals it anew. */
  readonly groupKey: GroupKey;
  readonly primitives: EvidencePrimitives;
};

type GroupsOf = (bundle: number) => Promise<readonly SealedGroup[]>;

/** Destroys openings in the files of a generation. Gives what is left of each bundle touched. */
export async function shredIn(
  folder: LogFolder,
  indices: ReadonlySet<number>,
  parts: ShredParts & { readonly groupsOf: GroupsOf },
): Promise<ReadonlyMap<number, readonly SealedGroup[]>> {
  const bundles = new Set(Array.from(indices, (index) => Math.floor(index / tileWidth)));
  const left = new Map<number, readonly SealedGroup[]>();
  for (const bundle of bundles) {
    const kept = await withoutIndices(await parts.groupsOf(bundle), indices, parts);
    await folder.replaceAndDestroy(openingsPath(bundle), formatOpenings(kept));
    left.set(bundle, kept);
  }
  return left;
}

export async function readGroups(
  folder: Pick<LogFolder, "read">,
  bundle: number,
): Promise<readonly SealedGroup[]> {
  const bytes = await folder.read(openingsPath(bundle));
  return parseOpenings(bytes ?? new Uint8Array(), bundle).groups;
}

/** A damaged group cannot be divided: it goes as a whole. @throws evidence/wrong-identity */
async function withoutIndices(
  groups: readonly SealedGroup[],
  indices: ReadonlySet<number>,
  { keys, groupKey, primitives }: ShredParts,
): Promise<readonly SealedGroup[]> {
  const kept: SealedGroup[] = [];
  for (const group of groups) {
    if (!group.indices.some((index) => indices.has(index))) {
      kept.push(group);
      continue;
    }
    if (!(await keys.fits(group))) throw problem("wrong-identity");
    const lines = (await keys.lines(group)).filter(({ index }) => !indices.has(index));
    if (lines.length > 0) kept.push(sealGroup(lines, groupKey, primitives));
  }
  return kept;
}
