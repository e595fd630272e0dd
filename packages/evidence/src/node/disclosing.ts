import { isProblem, textOf } from "@homepoint/base";
import type { Identity } from "@homepoint/vault";
import { parseCheckpoint } from "../checkpoint.ts";
import { discloseRun } from "../disclosure/disclose.ts";
import type { DisclosedRun, Disclosure } from "../disclosure/disclosure.ts";
import type { Selection } from "../disclosure/selection.ts";
import { parseLeaf } from "../leaf.ts";
import { currentFile, mostGenerations, witnessedFile } from "../log-files.ts";
import { OpeningKeys } from "../opening-group.ts";
import { tileWidth } from "../tile.ts";
import { parseWitnessed } from "../witness/witnessed.ts";
import { isHourInTime } from "../disclosure/selection.ts";
import { viewEnded, type GenerationView } from "./generation-view.ts";
import { diskFolder } from "./log-folder.ts";
import { nodeEvidencePrimitives as primitives } from "./primitives.ts";

export type OfView = {
  readonly generation: number;
  readonly view: GenerationView;
  readonly identity: Identity;
};

export async function discloseView(
  selection: Selection,
  { generation, view, identity }: OfView,
): Promise<DisclosedRun | undefined> {
  const { source, read, note, key } = view;
  const settled = parseCheckpoint(note)?.size ?? 0;
  const keys = new OpeningKeys(identity, primitives);
  const checkpoint = await bestCheckpoint(selection, view);
  const parts = { generation, key, source, read, settled, keys, primitives };
  return discloseRun(selection, { ...parts, checkpoint });
}

/** As EvidenceLog's, of a copy of a log that nobody appends to, as far as its checkpoints reach. */
export async function discloseFolder(
  path: string,
  selection: Selection,
  identity: Identity,
): Promise<Disclosure> {
  const folder = diskFolder(path);
  const current = Number(textOf((await folder.read(currentFile)) ?? new Uint8Array()));
  const runs: DisclosedRun[] = [];
  for (let generation = 1; generation <= Math.min(current, mostGenerations); generation += 1) {
    const view = await viewEnded(folder, generation).catch(noneThere);
    const run = view && (await discloseView(selection, { generation, view, identity }));
    if (run) runs.push(run);
  }
  return { v: 1, format: "homepoint-disclosure", extent: selection.extent, runs };
}

function noneThere(error: unknown): undefined {
  if (!isProblem(error, "evidence/no-such-generation")) throw error;
}

/** The largest that was cosigned, if it reaches as far as is asked; else the one that is published. */
async function bestCheckpoint(
  selection: Selection,
  { source, read, note }: GenerationView,
): Promise<string> {
  const bytes = await read(witnessedFile);
  const notes = [...((bytes && parseWitnessed(bytes)) ?? [])];
  const sized = notes.map((one) => ({ one, size: parseCheckpoint(one)?.size ?? 0 }));
  const needed = await reachOf(selection, source);
  const enough = sized.filter(({ size }) => size >= needed && size <= source.size);
  return enough.toSorted((a, b) => b.size - a.size)[0]?.one ?? note;
}

/** Entries from the beginning up to the last that may be in the time asked about. */
async function reachOf(selection: Selection, source: GenerationView["source"]): Promise<number> {
  for (let number = Math.ceil(source.size / tileWidth) - 1; number >= 0; number -= 1) {
    const { leaves } = await source.bundle(number);
    const place = leaves.findLastIndex(
      (leaf) => leaf && isHourInTime(parseLeaf(leaf)?.hour ?? "", selection),
    );
    if (place !== -1) return number * tileWidth + place + 1;
  }
  return 0;
}
