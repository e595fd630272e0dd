import { collect } from "./bytes.ts";
import { checkKey, storeProblem, type ByteRange, type ObjectStore } from "./object-store.ts";

/** For tests, and for looking without keeping. */
export class MemoryStore implements ObjectStore {
  readonly #objects = new Map<string, Uint8Array>();

  async put(key: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    checkKey(key);
    const whole = await collect(bytes);
    if (this.#objects.has(key)) throw storeProblem("exists", { key });
    this.#objects.set(key, whole);
  }

  async *get(key: string, range?: ByteRange): AsyncIterable<Uint8Array> {
    const whole = this.#objects.get(key);
    if (!whole) throw storeProblem("missing", { key });
    if (!range) yield whole.slice();
    else yield whole.slice(range.first, range.last === undefined ? undefined : range.last + 1);
  }

  async size(key: string): Promise<number | undefined> {
    return this.#objects.get(key)?.length;
  }

  async delete(key: string): Promise<void> {
    this.#objects.delete(key);
  }

  async *keys(): AsyncIterable<string> {
    yield* this.#objects.keys();
  }
}
