import { open, type FileHandle } from "node:fs/promises";
import { canonicalJson, utf8 } from "@homepoint/base";
import type { Evidence, NewFact } from "@homepoint/evidence";

/**
 * Facts of a machine that has no vault: a line each, on the disk before anything connects. They
 * name a host and a service, and nothing of a flight.
 */
export class FactsKept implements Evidence {
  readonly #file: FileHandle;
  #size = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Goes on with a file that is there. */
  static async open(path: string): Promise<FactsKept> {
    return new FactsKept(await open(path, "a", 0o600));
  }

  async append(fact: NewFact): Promise<number> {
    const line = canonicalJson({ at: new Date().toISOString(), ...fact });
    await this.#file.appendFile(utf8(`${line}\n`));
    await this.#file.datasync();
    this.#size += 1;
    return this.#size - 1;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
