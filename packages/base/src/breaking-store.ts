import type { ByteRange, ObjectStore, Worth } from "./object-store.ts";

/**
 * A store that breaks on purpose: before a write takes effect, in its middle, or after it took
 * effect. Everything that writes is tested with it.
 */
export class BreakingStore implements ObjectStore {
  readonly #inner: ObjectStore;
  /** Applies to the next put or delete, once. */
  breakNext: "before" | "within" | "after" | undefined;

  constructor(inner: ObjectStore) {
    this.#inner = inner;
  }

  async put(key: string, bytes: AsyncIterable<Uint8Array>, worth?: Worth): Promise<void> {
    const when = this.#take();
    if (when === "before") throw new Error("the store broke before the write");
    await this.#inner.put(key, when === "within" ? firstBlockThenBreak(bytes) : bytes, worth);
    if (when === "after") throw new Error("the store broke after the write");
  }

  async delete(key: string): Promise<void> {
    const when = this.#take();
    if (when === "before" || when === "within") throw new Error("the store broke before the write");
    await this.#inner.delete(key);
    if (when === "after") throw new Error("the store broke after the write");
  }

  get(key: string, range?: ByteRange): AsyncIterable<Uint8Array> {
    return this.#inner.get(key, range);
  }

  size(key: string): Promise<number | undefined> {
    return this.#inner.size(key);
  }

  keys(): AsyncIterable<string> {
    return this.#inner.keys();
  }

  #take() {
    const when = this.breakNext;
    this.breakNext = undefined;
    return when;
  }
}

async function* firstBlockThenBreak(blocks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  for await (const block of blocks) {
    yield block;
    break;
  }
  throw new Error("the store broke within the write");
}
