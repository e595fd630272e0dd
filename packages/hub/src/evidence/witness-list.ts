import { join } from "node:path";
import { canonicalBytes, textOf } from "@homepoint/base";
import { readFileIfThere, replaceFile } from "@homepoint/base/node";
import { parseWitnessKey, type VerifierKey } from "@homepoint/evidence";
import { nodeEvidencePrimitives } from "@homepoint/evidence/node";

const most = 32;

/** The witnesses whose cosignatures a log takes, in a file beside it. */
export class WitnessList {
  readonly #path: string;
  readonly #replace: typeof replaceFile;
  #keys: readonly string[];

  private constructor(path: string, keys: readonly string[], replace: typeof replaceFile) {
    this.#path = path;
    this.#keys = keys;
    this.#replace = replace;
  }

  /** A file that cannot be read is as good as none: cosignatures stay where they are. */
  static async open(evidenceFolder: string, replace = replaceFile): Promise<WitnessList> {
    const path = join(evidenceFolder, "witnesses");
    const bytes = await readFileIfThere(path);
    return new WitnessList(path, (bytes && readKeys(textOf(bytes))) ?? [], replace);
  }

  get keys(): readonly string[] {
    return this.#keys;
  }

  verifiers(): readonly VerifierKey[] {
    return this.#keys.map((key) => parseWitnessKey(key, nodeEvidencePrimitives));
  }

  /** Says whether it is new. @throws evidence/bad-key */
  async add(key: string): Promise<{ readonly name: string; readonly isNew: boolean }> {
    const { name } = parseWitnessKey(key, nodeEvidencePrimitives);
    const isNew = !this.#keys.includes(key);
    if (isNew) await this.#keep([...this.#keys, key].slice(-most));
    return { name, isNew };
  }

  /** Says whether it was there. */
  async remove(key: string): Promise<boolean> {
    if (!this.#keys.includes(key)) return false;
    await this.#keep(this.#keys.filter((other) => other !== key));
    return true;
  }

  async #keep(keys: readonly string[]): Promise<void> {
    await this.#replace(this.#path, canonicalBytes({ v: 1, keys }));
    this.#keys = keys;
  }
}

function readKeys(text: string): readonly string[] | undefined {
  try {
    const { v, keys } = JSON.parse(text) as { readonly v?: unknown; readonly keys?: unknown };
    if (v !== 1 || !Array.isArray(keys)) return undefined;
    return keys.filter((key): key is string => typeof key === "string" && isWitnessKey(key));
  } catch {
    return undefined; // no JSON
  }
}

function isWitnessKey(text: string): boolean {
  try {
    parseWitnessKey(text, nodeEvidencePrimitives);
    return true;
  } catch {
    return false;
  }
}
