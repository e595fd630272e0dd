import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { X25519Identity } from "@homepoint/vault";
import { afterAll } from "vitest";
import type { Entry } from "../entry.ts";
import type { ReadFile } from "../log-files.ts";
import { verify, type Verification, type VerifyParts } from "../verify/verify.ts";
import { EvidenceLog } from "./evidence-log.ts";
import { folderReader } from "./folder-reader.ts";
import { numbered } from "./numbered.contract.ts";
import type { OpenEvidence } from "./open-held.ts";
import { nodeEvidencePrimitives as primitives } from "./primitives.ts";

/** For tests: logs in folders of their own, opened by one identity. */
export const identity: X25519Identity = X25519Identity.create(primitives);

const made: string[] = [];
afterAll(async () => {
  for (const root of made) await rm(root, { recursive: true, force: true });
});

export type Place = { readonly folder: string; readonly signingKey: string };

/** Gone when the tests of a file have ended. */
export async function newFolder(parent = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(parent, "evidence-"));
  made.push(folder);
  return folder;
}

/** `memory`: where syncing costs nothing, if there is such a place. */
export async function newPlace(on: "disk" | "memory" = "disk"): Promise<Place> {
  const parent = on === "memory" && existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
  const root = await newFolder(parent);
  return { folder: join(root, "log"), signingKey: join(root, "machine", "log.key") };
}

/** Settles only when told to; trouble in the background fails the test. */
export function openAt(place: Place, more: Partial<OpenEvidence> = {}): Promise<EvidenceLog> {
  return EvidenceLog.open({
    ...place,
    recipient: identity.recipient,
    by: "hub",
    settleMilliseconds: 1_000_000,
    onTrouble: (error) => {
      throw error;
    },
    ...more,
  });
}

export async function appendNumbered(log: EvidenceLog, count: number, from = 0): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, at) => log.append(numbered(from + at))));
}

export function readAll(log: EvidenceLog): Promise<readonly Entry[]> {
  return Array.fromAsync(log.readRange({ from: 0, to: log.size }, identity));
}

export function verifyAt(
  { folder }: Place,
  more: Partial<VerifyParts> = {},
): Promise<Verification> {
  return verify({ read: folderReader(folder), identity, primitives, ...more });
}

/** All files of a folder, by their paths with `/`. */
export async function filesOf(folder: string): Promise<Map<string, Uint8Array>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names
    .filter((name) => name.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const pairs = files.map(async (path) => {
    const bytes = await readFile(path);
    return [relative(folder, path).split(sep).join("/"), new Uint8Array(bytes)] as const;
  });
  return new Map(await Promise.all(pairs));
}

export function readerOf(files: ReadonlyMap<string, Uint8Array>): ReadFile {
  return async (path) => files.get(path);
}
