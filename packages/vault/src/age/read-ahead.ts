/** Looks at the beginning of a stream of blocks, as far as asked, and hands on the rest. */
export class ReadAhead {
  readonly #blocks: AsyncIterator<Uint8Array>;
  #buffer = new Uint8Array(1024);
  #length = 0;

  constructor(blocks: AsyncIterable<Uint8Array>) {
    this.#blocks = blocks[Symbol.asyncIterator]();
  }

  /** What was read so far. Shares memory until the next `more`. */
  get borrowed(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  /** Reads one block more. False at the end of the stream. */
  async more(): Promise<boolean> {
    const next = await this.#blocks.next();
    if (next.done) return false;
    this.#append(next.value);
    return true;
  }

  /** Everything from that byte on. To be taken once, after the last `more`. */
  async *rest(from: number): AsyncIterable<Uint8Array> {
    try {
      if (from < this.#length) yield this.#buffer.subarray(from, this.#length);
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

  #append(block: Uint8Array): void {
    const length = this.#length + block.length;
    if (length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.#buffer.length));
      larger.set(this.borrowed);
      this.#buffer = larger;
    }
    this.#buffer.set(block, this.#length);
    this.#length = length;
  }
}
