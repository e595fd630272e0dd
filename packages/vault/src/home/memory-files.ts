import { checkKey } from "@homepoint/base";
import { checkSize, type SmallFiles } from "./small-files.ts";

/** For tests, and for looking without keeping. */
export class MemoryFiles implements SmallFiles {
  readonly #files = new Map<string, Uint8Array>();

  async read(name: string): Promise<Uint8Array | undefined> {
    const bytes = this.#files.get(checkKey(name));
    if (bytes) checkSize(name, bytes.length);
    return bytes?.slice();
  }

  async create(name: string, bytes: Uint8Array): Promise<boolean> {
    if (this.#files.has(checkKey(name))) return false;
    this.#files.set(name, bytes.slice());
    return true;
  }

  async replace(name: string, bytes: Uint8Array): Promise<void> {
    this.#files.set(checkKey(name), bytes.slice());
  }

  async destroy(name: string): Promise<void> {
    this.#files.get(checkKey(name))?.fill(0);
    this.#files.delete(name);
  }

  async *names(beginning = ""): AsyncIterable<string> {
    const names = Array.from(this.#files.keys());
    yield* names.filter((name) => name.startsWith(beginning));
  }
}
