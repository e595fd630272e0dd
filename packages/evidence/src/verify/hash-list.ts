import { hashLength } from "../tree.ts";

/** Hashes, one after the other, as many as come. */
export class HashList {
  #bytes = new Uint8Array(64 * hashLength);
  length = 0;

  push(hash: Uint8Array): void {
    const end = (this.length + 1) * hashLength;
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#bytes.length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(hash, end - hashLength);
    this.length += 1;
  }

  /** Shares memory. */
  borrow(from: number, to: number): Uint8Array {
    return this.#bytes.subarray(from * hashLength, Math.min(to, this.length) * hashLength);
  }
}
