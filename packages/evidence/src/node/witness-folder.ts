import { createHash, randomBytes } from "node:crypto";
import { canonicalBytes, textOf, toHex, utf8 } from "@homepoint/base";
import { problem } from "../problems.ts";
import {
  cosignerOf,
  formatWitnessSigner,
  makeWitnessKey,
  parseWitnessSigner,
} from "../witness/cosignature.ts";
import { Witness, type WitnessedLog, type WitnessStore } from "../witness/witness.ts";
import type { LogFolder } from "./log-folder.ts";
import { nodeEvidencePrimitives as primitives } from "./primitives.ts";

const keyFile = "key";
const indexFile = "logs";

/**
 * A witness's memory in a folder: docs/formats/evidence.md §9. One file a log, and one with the
 * origins, so that nothing has to be listed.
 */
export class WitnessFolder implements WitnessStore {
  readonly #folder: LogFolder;
  readonly #origins: Set<string>;

  private constructor(folder: LogFolder, origins: readonly string[]) {
    this.#folder = folder;
    this.#origins = new Set(origins);
  }

  /** @throws evidence/damaged-witness */
  static async open(folder: LogFolder): Promise<WitnessFolder> {
    const origins = await readJson(folder, indexFile);
    if (origins !== undefined && !isTexts(origins))
      throw problem("damaged-witness", { where: indexFile });
    return new WitnessFolder(folder, origins ?? []);
  }

  async logs(): Promise<readonly WitnessedLog[]> {
    const found = [...this.#origins].map((origin) => this.find(origin));
    return (await Promise.all(found)).filter((log) => log !== undefined);
  }

  /** A file that cannot be read stops the witness: to forget is to cosign anything. */
  async find(origin: string): Promise<WitnessedLog | undefined> {
    const where = fileOf(origin);
    const log = await readJson(this.#folder, where);
    if (log !== undefined && !isWitnessedLog(log)) throw problem("damaged-witness", { where });
    return log;
  }

  async replace(origin: string, log: WitnessedLog): Promise<void> {
    await this.#folder.replace(fileOf(origin), canonicalBytes(log));
    if (this.#origins.has(origin)) return;
    await this.#keep([...this.#origins, origin]);
    this.#origins.add(origin);
  }

  async forget(origin: string): Promise<void> {
    await this.#folder.remove(fileOf(origin));
    if (!this.#origins.has(origin)) return;
    await this.#keep([...this.#origins].filter((other) => other !== origin));
    this.#origins.delete(origin);
  }

  async #keep(origins: readonly string[]): Promise<void> {
    await this.#folder.replace(indexFile, canonicalBytes(origins));
  }
}

export type OpenWitness = {
  readonly folder: LogFolder;
  /** Of its key, where one has to be made. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
};

/** A witness with its key in this folder, made where there is none. @throws evidence/bad-key */
export async function openWitness({ folder, name, now = Date.now }: OpenWitness): Promise<Witness> {
  const bytes = await folder.read(keyFile);
  const key = bytes
    ? parseWitnessSigner(textOf(bytes).trimEnd(), primitives)
    : makeWitnessKey(name, new Uint8Array(randomBytes(32)), primitives);
  if (!bytes) await folder.replace(keyFile, utf8(`${formatWitnessSigner(key)}\n`));
  const store = await WitnessFolder.open(folder);
  return new Witness({ store, cosigner: cosignerOf(key, primitives), now, primitives });
}

function fileOf(origin: string): string {
  return `log-${toHex(createHash("sha256").update(origin).digest()).slice(0, 32)}`;
}

async function readJson(folder: LogFolder, path: string): Promise<unknown> {
  const bytes = await folder.read(path);
  if (!bytes) return undefined;
  try {
    return JSON.parse(textOf(bytes));
  } catch (cause) {
    throw problem("damaged-witness", { where: path }, { cause });
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function isWitnessedLog(value: unknown): value is WitnessedLog {
  if (typeof value !== "object" || value === null) return false;
  const { key, last, against } = value as Partial<Record<keyof WitnessedLog, unknown>>;
  return (
    typeof key === "string" && (last === undefined || typeof last === "string") && isTexts(against)
  );
}
