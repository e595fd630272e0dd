/** Columns §3: blocks one behind the other, each at a multiple of 8 bytes, zeros in between. */
export class BlockWriter {
  #buffer = new ArrayBuffer(1 << 18);
  #length: number;

  /** `first` bytes are left free for what stands before the blocks. */
  constructor(first: number) {
    this.#length = first;
  }

  /** Where the next block begins. */
  get offset(): number {
    return this.#length;
  }

  /** Room for a block of at most so many bytes; valid until the next call of any method. */
  reserve(bytes: number): ArrayBuffer {
    const needed = this.#length + bytes + 8;
    if (needed > this.#buffer.byteLength) {
      const grown = new ArrayBuffer(Math.max(needed, this.#buffer.byteLength * 2));
      new Uint8Array(grown).set(new Uint8Array(this.#buffer, 0, this.#length));
      this.#buffer = grown;
    }
    return this.#buffer;
  }

  /** Ends the block that was written into the reserved room. */
  end(bytes: number): void {
    const end = this.#length + bytes;
    this.#length = (end + 7) & ~7;
    new Uint8Array(this.#buffer).fill(0, end, this.#length);
  }

  /** All that was written. Belongs to the caller, as the writer is done then. */
  finish(): Uint8Array {
    return new Uint8Array(this.#buffer, 0, this.#length);
  }
}
