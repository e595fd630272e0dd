import { concat } from "@homepoint/base";

/** The beginning of a stream, and the whole stream with that beginning put back. */
export type Headed = {
  readonly head: Uint8Array;
  readonly whole: AsyncIterable<Uint8Array>;
};

/** Reads as far as `length` bytes ahead. `whole` is to be read to its end, or left early, once. */
export async function takeHead(blocks: AsyncIterable<Uint8Array>, length: number): Promise<Headed> {
  const source = blocks[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let have = 0;
  while (have < length) {
    const { done, value } = await source.next();
    if (done) break;
    read.push(value);
    have += value.length;
  }
  async function* whole() {
    try {
      yield* read;
      for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
    } finally {
      await source.return?.();
    }
  }
  return { head: concat(...read), whole: whole() };
}

/** Hands blocks on, and keeps them too as long as they are no more than `limit` bytes in all. Nobody changes them. */
export class Keeping {
  readonly #limit: number;
  #kept: Uint8Array[] | undefined = [];
  #length = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  async *through(blocks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const block of blocks) {
      this.#length += block.length;
      if (this.#length > this.#limit) this.#kept = undefined;
      this.#kept?.push(block);
      yield block;
    }
  }

  /** A copy of them all; undefined where there was more than the limit. */
  bytes(): Uint8Array | undefined {
    return this.#kept && concat(...this.#kept);
  }
}
