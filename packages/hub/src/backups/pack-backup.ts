import { once, type EventEmitter } from "node:events";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { pack, type Pack } from "tar-stream";
import { hubProblem } from "../problems.ts";
import type { BackupFile } from "@homepoint/vault";
import { manifestPath } from "./backup-file.ts";

/** The tar file of a backup, made while it is read. */
export async function* packBackup(parts: AsyncIterable<BackupFile>): AsyncIterable<Uint8Array> {
  const tar = pack();
  const filling = fill(tar, parts);
  filling.catch((error: Error) => tar.destroy(error));
  yield* tar as unknown as AsyncIterable<Uint8Array>;
  await filling;
}

async function fill(tar: Pack, parts: AsyncIterable<BackupFile>): Promise<void> {
  for await (const { path, size, open } of parts) {
    const written = Promise.withResolvers<undefined>();
    written.promise.catch(() => undefined); // awaited below, but it may fail before
    const entry = tar.entry({ name: path, size, mode: 0o600, mtime: new Date(0) }, (error) =>
      error ? written.reject(error) : written.resolve(undefined),
    );
    entry.on("error", () => undefined); // told to `written`; without a listener it ends the process
    for await (const block of open()) {
      if (entry.destroyed) break; // whoever wanted the backup has gone
      if (!entry.write(block)) await untilDrained(entry);
    }
    entry.end(undefined);
    await written.promise;
  }
  tar.finalize();
}

/** Resolves as well when it is closed: whoever wanted the backup may go at any time. */
async function untilDrained(entry: EventEmitter): Promise<void> {
  const stop = new AbortController();
  const { signal } = stop;
  try {
    await Promise.race([once(entry, "drain", { signal }), once(entry, "close", { signal })]);
  } finally {
    stop.abort();
  }
}

/** The parts of a backup that lies in a folder, its manifest first. @throws hub/not-a-backup */
export async function* partsInFolder(folder: string): AsyncIterable<BackupFile> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll("\\", "/"));
  if (!paths.includes(manifestPath))
    throw hubProblem("not-a-backup", { why: `${manifestPath} is not in the folder` });
  for (const path of [manifestPath, ...paths.filter((each) => each !== manifestPath)])
    yield {
      path,
      size: (await stat(join(folder, path))).size,
      open: () => createReadStream(join(folder, path)),
    };
}
