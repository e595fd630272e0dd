import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { equalBytes } from "@homepoint/base";
import { readFileIfThere } from "@homepoint/base/node";
import type { EvidenceLog } from "@homepoint/evidence/node";
import type { BackupFile } from "@homepoint/vault";

/** Whole tiles never change; everything else in the folder does while facts are appended. */
const wholeTile = /\/tile\/(entries|\d+)\/(x\d{3}\/)*\d{3}$/;
const leftOut = /(^|\/)(lock|reserve)$/;
const mostTries = 10;

/**
 * The files of the evidence folder, as they stood at one checkpoint: what changes is read until
 * two looks at it agree.
 */
export async function evidenceParts(folder: string, evidence: EvidenceLog): Promise<BackupFile[]> {
  await evidence.settle();
  for (let tried = 1; ; tried += 1) {
    const before = await readChanging(folder);
    const after = await readChanging(folder);
    if (!agree(before, after) && tried < mostTries) continue;
    const changing = [...after].map(([path, bytes]) => partOf(path, bytes));
    return [...(await wholeTiles(folder)), ...changing];
  }
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
  for (const path of await paths(folder)) {
    if (wholeTile.test(`/${path}`)) continue;
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
