import { randomUUID } from "node:crypto";
import { watch, type FSWatcher } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import type { WatchedFolder } from "@homepoint/api";
import { headLength } from "@homepoint/flight";
import type { RowSealer } from "@homepoint/vault";
import type { Rows } from "../database/rows.ts";
import type { Diagnostics } from "../diagnostics.ts";
import { hubProblem } from "../problems.ts";
import { findFiles, isLog, type FoundFile } from "./files.ts";
import { takeHead } from "./head.ts";
import { findSyncService } from "./synced-folder.ts";
import type { TakeIn } from "./take-in.ts";

export type StoredFolder = { readonly path: string };

/** How a file was when it was last looked at; the row's id is a keyed hash of its path. */
export type Seen = { readonly size: number; readonly modifiedAt: number };

export type WatchedFoldersParts = {
  readonly folders: Rows<StoredFolder>;
  readonly seen: Rows<Seen>;
  readonly hasher: Pick<RowSealer, "lookup">;
  readonly takeIn: TakeIn;
  readonly diagnostics: Diagnostics;
  readonly clock: () => Date;
};

type Watched = StoredFolder & {
  watcher: FSWatcher | undefined;
  lastLookAt: string | null;
  takenIn: number;
  problem: string | null;
};

const everyMs = 60_000;
const settleMs = 2_000;

/**
 * Folders of this machine that are looked into for new logs: when something in them changes, and
 * once a minute, because network drives and cards do not always say so. Files are left as they are.
 */
export class WatchedFolders {
  readonly #parts: WatchedFoldersParts;
  readonly #watched = new Map<string, Watched>();
  readonly #stopped = new AbortController();
  #looking: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  private constructor(parts: WatchedFoldersParts) {
    this.#parts = parts;
  }

  static async open(parts: WatchedFoldersParts): Promise<WatchedFolders> {
    const folders = new WatchedFolders(parts);
    for (const { id, body } of await parts.folders.all()) folders.#watch(id, body);
    folders.#lookIn(0);
    return folders;
  }

  list(): WatchedFolder[] {
    return [...this.#watched].map(([id, { path, lastLookAt, takenIn, problem }]) => ({
      id,
      path,
      syncedBy: findSyncService(path) ?? null,
      lastLookAt,
      takenIn,
      problem,
    }));
  }

  /** @throws hub/no-such-folder */
  async add(path: string): Promise<WatchedFolder> {
    const real = await realpath(path).catch(() => undefined);
    if (real === undefined || !(await stat(real)).isDirectory())
      throw hubProblem("no-such-folder", { path });
    const known = this.list().find((folder) => folder.path === real);
    if (known) return known;
    const id = randomUUID();
    await this.#parts.folders.put(id, { path: real });
    this.#watch(id, { path: real });
    this.#lookIn(0);
    return this.list().find((folder) => folder.id === id) as WatchedFolder; // just added
  }

  /** The path it had; undefined where it was not watched. */
  async remove(id: string): Promise<string | undefined> {
    const watched = this.#watched.get(id);
    watched?.watcher?.close();
    this.#watched.delete(id);
    await this.#parts.folders.remove(id);
    return watched?.path;
  }

  /** Resolves once nothing is being taken in any more. */
  async close(): Promise<void> {
    this.#stopped.abort();
    clearTimeout(this.#timer);
    for (const { watcher } of this.#watched.values()) watcher?.close();
    await this.#looking;
  }

  /** Looks into every folder now. */
  async look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#lookEverywhere());
    await this.#looking;
  }

  #watch(id: string, { path }: StoredFolder): void {
    const watched: Watched = {
      path,
      watcher: undefined,
      lastLookAt: null,
      takenIn: 0,
      problem: null,
    };
    try {
      watched.watcher = watch(path, { recursive: true }, () => this.#lookIn(settleMs));
      watched.watcher.on("error", () => watched.watcher?.close());
    } catch {
      // Some drives cannot tell of changes; the look each minute serves them.
    }
    this.#watched.set(id, watched);
  }

  #lookIn(ms: number): void {
    if (this.#stopped.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look(), ms);
    this.#timer.unref();
  }

  async #lookEverywhere(): Promise<void> {
    for (const watched of this.#watched.values()) {
      if (this.#stopped.signal.aborted) return;
      await this.#lookInto(watched);
    }
    this.#lookIn(everyMs);
  }

  async #lookInto(watched: Watched): Promise<void> {
    watched.problem = null;
    for await (const found of findFiles([watched.path])) {
      if (this.#stopped.signal.aborted) return;
      if ("why" in found) watched.problem = found.why;
      else if (await this.#takeIn(found, watched)) watched.takenIn += 1;
    }
    watched.lastLookAt = this.#parts.clock().toISOString();
  }

  async #takeIn(file: FoundFile, watched: Watched): Promise<boolean> {
    const { seen, hasher, takeIn, diagnostics, clock } = this.#parts;
    const { size, modifiedAt } = file;
    const id = hasher.lookup("watched-file", file.path);
    const before = await seen.get(id);
    if (before?.size === size && before.modifiedAt === modifiedAt) return false;
    // Still being written, it is looked at again when it has come to rest. A time ahead says nothing.
    const age = clock().getTime() - modifiedAt;
    if (age >= 0 && age < settleMs) return false;
    try {
      const { head, whole } = await takeHead(file.open(), headLength);
      const isKnown = await isLog(file, head);
      const taken =
        isKnown &&
        (await takeIn.takeIn({
          name: file.name,
          source: file.path,
          keep: false,
          bytes: whole,
          by: "watched-folder",
        }));
      if (!isKnown) await whole[Symbol.asyncIterator]().return?.();
      await seen.put(id, { size, modifiedAt });
      return taken !== false && taken.outcome === "taken-in";
    } catch (error) {
      watched.problem = (error as Error).message;
      diagnostics({ level: "warn", what: "a watched file could not be taken in", error });
      return false;
    }
  }
}
