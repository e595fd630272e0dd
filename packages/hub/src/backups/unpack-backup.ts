import { mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { extract, type Header } from "tar-stream";
import { collect, isProblem } from "@homepoint/base";
import { replaceFile } from "@homepoint/base/node";
import { hubProblem } from "../problems.ts";
import {
  isAllowedPath,
  isCounted,
  manifestPath,
  readManifest,
  type Manifest,
} from "./backup-file.ts";

type Entry = AsyncIterable<Uint8Array> & { readonly header: Header };

const largestManifest = 10_000;

/**
 * Writes the parts of a backup into a folder, each durable. Only what belongs into a backup is
 * written, and only below that folder.
 *
 * @throws hub/not-a-backup, hub/damaged-backup
 */
export async function unpackBackup(
  file: AsyncIterable<Uint8Array>,
  into: string,
): Promise<Manifest> {
  const tar = extract();
  const source = Readable.from(file);
  source.on("error", (error) => tar.destroy(error));
  source.pipe(tar);
  let manifest: Manifest | undefined;
  let objects = 0;
  try {
    for await (const entry of tar as unknown as AsyncIterable<Entry>) {
      const path = entry.header.name;
      if (manifest) await writeEntry(into, path, entry);
      else manifest = await takeManifest(into, entry);
      if (isCounted(path)) objects += 1;
    }
  } catch (error) {
    throw explain(error, manifest);
  }
  if (!manifest) throw hubProblem("not-a-backup", { why: "it is empty" });
  if (objects !== manifest.objects)
    throw hubProblem("damaged-backup", {
      name: "ring",
      why: `${manifest.objects} objects are promised, and ${objects} are there`,
    });
  return manifest;
}

function explain(error: unknown, manifest: Manifest | undefined): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (isProblem(error) || code === "ENOSPC") return error;
  const options = { cause: error };
  return manifest
    ? hubProblem("damaged-backup", { name: "the file itself", why: message }, options)
    : hubProblem("not-a-backup", { why: message }, options);
}

async function takeManifest(into: string, entry: Entry): Promise<Manifest> {
  const { name, size } = entry.header;
  if (name !== manifestPath || (size ?? 0) > largestManifest)
    throw hubProblem("not-a-backup", { why: "it does not begin with a manifest" });
  const bytes = await collect(entry);
  const manifest = readManifest(bytes);
  await replaceFile(join(into, manifestPath), bytes);
  return manifest;
}

async function writeEntry(into: string, name: string, entry: Entry): Promise<void> {
  if (entry.header.type !== "file" || !isAllowedPath(name))
    throw hubProblem("damaged-backup", { name, why: "it does not belong into a backup" });
  const path = join(into, name);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, "wx", 0o600);
  try {
    for await (const block of entry) await file.writeFile(block);
    await file.datasync();
  } finally {
    await file.close();
  }
}
