import { GrowingBytes } from "./growing-bytes.ts";

/** Looks at the beginning of a stream of blocks, as far as asked, and hands on the rest. */
export class ReadAhead {
  readonly #blocks: AsyncIterator<Uint8Array>;
  readonly #seen = new GrowingBytes();
  /** The first block, as long as it is all there is: a large one is not copied. */
  #only: Uint8Array | undefined;

  constructor(blocks: AsyncIterable<Uint8Array>) {
    this.#blocks = blocks[Symbol.asyncIterator]();
  }

  /** What was read so far. Shares memory until the next `more`. */
  get borrowed(): Uint8Array {
    return this.#only ?? this.#seen.borrowed;
  }

  /** Reads one block more. False at the end of the stream. */
  async more(): Promise<boolean> {
    if (this.#only) this.#seen.append(this.#only); // its source may use its memory again
    const isFirst = this.#seen.length === 0;
    this.#only = undefined;
    const next = await this.#blocks.next();
    if (next.done) return false;
    if (isFirst) this.#only = next.value;
    else this.#seen.append(next.value);
    return true;
  }

  /** Everything from that byte on. To be taken once, after the last `more`. */
  async *rest(from: number): AsyncIterable<Uint8Array> {
    try {
      if (from < this.borrowed.length) yield this.borrowed.subarray(from);
      for (;;) {
        const next = await this.#blocks.next();
        if (next.done) return;
        yield next.value;
      }
    } finally {
      await this.close();
    }
  }

  /** Lets go of the source when the rest is not wanted. */
  async close(): Promise<void> {
    await this.#blocks.return?.();
  }
}
