import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { equalBytes } from "@homepoint/base";
import { readFileIfThere } from "@homepoint/base/node";
import type { EvidenceLog } from "@homepoint/evidence/node";
import type { BackupFile } from "@homepoint/vault";

/**
 * Whole tiles never change; openings, but for the last of a generation, only where some are shredded.
 * Everything else in the folder changes while facts are appended.
 */
const wholeTile = /\/tile\/(entries|\d+)\/(x\d{3}\/)*\d{3}$/;
const openings = /^(.*\/openings)\//;
const leftOut = /(^|\/)(lock|reserve)$/;
const mostTries = 10;

/**
 * The files of the evidence folder, as they stood at one checkpoint when this resolves: what changes
 * is read until two looks at it agree. Openings are read one file at a time, when it is their turn.
 */
export async function evidenceParts(
  folder: string,
  evidence: EvidenceLog,
): Promise<AsyncIterable<BackupFile>> {
  await evidence.settle();
  for (let tried = 1; ; tried += 1) {
    const before = await readChanging(folder);
    const after = await readChanging(folder);
    if (!agree(before, after) && tried < mostTries) continue;
    const changing = [...after].map(([path, bytes]) => partOf(path, bytes));
    const tiles = await wholeTiles(folder);
    const settled = settledOpenings(await paths(folder)).filter((path) => !after.has(path));
    return inTurn([...tiles, ...changing], settled, folder);
  }
}

async function* inTurn(
  first: readonly BackupFile[],
  settled: readonly string[],
  folder: string,
): AsyncIterable<BackupFile> {
  yield* first;
  for (const path of settled) {
    const bytes = await readSteady(join(folder, path));
    if (bytes) yield partOf(path, bytes);
  }
}

/** What is shredded is written over: a look that meets that is followed by another. */
async function readSteady(path: string): Promise<Uint8Array | undefined> {
  for (let tried = 1; ; tried += 1) {
    const before = await readFileIfThere(path);
    const after = await readFileIfThere(path);
    const isSteady = before && after && equalBytes(before, after);
    if (isSteady || !after || tried >= mostTries) return after;
  }
}

/** All but the last file of openings of each generation. */
function settledOpenings(all: readonly string[]): string[] {
  const ofGenerations = Map.groupBy(all, (path) => openings.exec(path)?.[1]);
  ofGenerations.delete(undefined);
  return [...ofGenerations.values()].flatMap((paths) =>
    paths.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, -1),
  );
}

async function paths(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .filter((path) => !leftOut.test(path) && !path.includes(".unfinished-"));
}

async function readChanging(folder: string): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const all = await paths(folder);
  const settled = new Set(settledOpenings(all));
  for (const path of all) {
    if (wholeTile.test(`/${path}`) || settled.has(path)) continue;
    const bytes = await readFileIfThere(join(folder, path));
    if (bytes) files.set(path, bytes);
  }
  return files;
}

function agree(a: ReadonlyMap<string, Uint8Array>, b: ReadonlyMap<string, Uint8Array>): boolean {
  if (a.size !== b.size) return false;
  for (const [path, bytes] of a) {
    const other = b.get(path);
    if (!other || !equalBytes(bytes, other)) return false;
  }
  return true;
}

async function wholeTiles(folder: string): Promise<BackupFile[]> {
  const tiles = (await paths(folder)).filter((path) => wholeTile.test(`/${path}`));
  return Promise.all(
    tiles.map(async (path) => ({
      path: `evidence/${path}`,
      size: (await stat(join(folder, path))).size,
      open: () => createReadStream(join(folder, path)),
    })),
  );
}

function partOf(path: string, bytes: Uint8Array): BackupFile {
  return {
    path: `evidence/${path}`,
    size: bytes.length,
    async *open() {
      yield bytes;
    },
  };
}
