import { equalBytes, textOf, utf8 } from "@homepoint/base";
import { parseCheckpoint, type Checkpoint } from "../checkpoint.ts";
import {
  formatSignerKey,
  makeSignerKey,
  parseSignerKey,
  type SignerKey,
  type VerifierKey,
} from "../note.ts";
import type { EvidencePrimitives } from "../primitives.ts";
import type { LogFolder } from "./log-folder.ts";

/**
 * What the machine itself keeps of a log, outside its folder: the signing keys, and the last
 * checkpoint ever signed. A folder that is put back to an earlier state does not put this back.
 */
export class MachineKeys {
  readonly #folder: LogFolder;
  readonly #name: string;
  readonly #primitives: EvidencePrimitives;
  #keys: readonly SignerKey[];
  #last: string | undefined;

  private constructor(
    { folder, name, primitives }: MachineParts,
    keys: readonly SignerKey[],
    last: string | undefined,
  ) {
    this.#folder = folder;
    this.#name = name;
    this.#primitives = primitives;
    this.#keys = keys;
    this.#last = last;
  }

  /** Of the key file at `path`, which need not exist. @throws evidence/bad-key */
  static async open(parts: MachineParts): Promise<MachineKeys> {
    const { folder, name, primitives } = parts;
    const lines = textOf((await folder.read(name)) ?? new Uint8Array()).split("\n");
    const keys = lines
      .filter((line) => line !== "")
      .map((line) => parseSignerKey(line, primitives));
    const last = await folder.read(lastName(name));
    return new MachineKeys(parts, keys, last && textOf(last));
  }

  find({ name, publicKey }: VerifierKey): SignerKey | undefined {
    return this.#keys.find((key) => key.name === name && equalBytes(key.publicKey, publicKey));
  }

  /** The last checkpoint that was signed here, as a note. */
  get last(): { readonly note: string; readonly checkpoint: Checkpoint } | undefined {
    const checkpoint = this.#last === undefined ? undefined : parseCheckpoint(this.#last);
    return checkpoint && { note: this.#last as string, checkpoint }; // it was just parsed
  }

  /** A new key, durable; the others stay until the new log has a checkpoint. */
  async add(name: string): Promise<SignerKey> {
    const key = makeSignerKey(name, this.#primitives.random(32), this.#primitives);
    await this.#keep([...this.#keys, key]);
    return key;
  }

  /** Forgets all other keys: what they signed can be verified, and never be signed again. */
  async keepOnly(key: SignerKey): Promise<void> {
    if (this.#keys.length > 1) await this.#keep([key]);
  }

  /** To be durable before the checkpoint is published. */
  async remember(note: string): Promise<void> {
    await this.#folder.replace(lastName(this.#name), utf8(note));
    this.#last = note;
  }

  async #keep(keys: readonly SignerKey[]): Promise<void> {
    const lines = keys.map((key) => `${formatSignerKey(key)}\n`);
    await this.#folder.replace(this.#name, utf8(lines.join("")));
    this.#keys = keys;
  }
}

export type MachineParts = {
  readonly folder: LogFolder;
  readonly name: string;
  readonly primitives: EvidencePrimitives;
};

function lastName(name: string): string {
  return `${name}.last`;
}
