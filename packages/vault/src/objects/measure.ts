import { toHex } from "@homepoint/base";
import type { Primitives } from "../primitives/primitives.ts";

export type Measures = {
  readonly size: number;
  readonly hash: Uint8Array;
  readonly sha256: string;
};

/** Hands blocks on, and says what they were once the last has passed. */
export class Measured {
  readonly #source: AsyncIterable<Uint8Array>;
  readonly #hash;
  #size = 0;

  constructor(source: AsyncIterable<Uint8Array>, primitives: Primitives) {
    this.#source = source;
    this.#hash = primitives.startSha256();
  }

  async *blocks(): AsyncIterable<Uint8Array> {
    for await (const block of this.#source) {
      this.#hash.update(block);
      this.#size += block.length;
      yield block;
    }
  }

  /** Once. */
  finish(): Measures {
    const hash = this.#hash.digest();
    return { size: this.#size, hash, sha256: toHex(hash) };
  }
}
