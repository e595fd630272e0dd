/** Some bytes that may be written, from `at` on. */
export type Room = { readonly buffer: ArrayBuffer; readonly at: number };

const firstPiece = 1 << 18;
const largestPiece = 1 << 23;

/**
 * Columns §3: blocks one behind the other, each at a multiple of 8 bytes, zeros in between. They are
 * kept in pieces, so that a large file is never copied to make room.
 */
export class BlockWriter {
  readonly #full: Uint8Array[] = [];
  #buffer = new ArrayBuffer(firstPiece);
  /** Written of the buffer. */
  #length: number;
  /** Written before it. */
  #before = 0;

  /** `first` bytes are left free for what stands before the blocks. */
  constructor(first: number) {
    this.#length = first;
  }

  /** Where in the file the next block begins. */
  get offset(): number {
    return this.#before + this.#length;
  }

  /** Room for a block of at most so many bytes; valid until the next call of any method. */
  reserve(bytes: number): Room {
    const needed = bytes + 8;
    if (this.#length + needed > this.#buffer.byteLength) this.#begin(needed);
    return { buffer: this.#buffer, at: this.#length };
  }

  /** Ends the block that was written into the reserved room. */
  end(bytes: number): void {
    const end = this.#length + bytes;
    this.#length = end + 7 - ((end + 7) % 8);
    new Uint8Array(this.#buffer).fill(0, end, this.#length);
  }

  /** All that was written, in pieces. Belongs to the caller, as the writer is done then. */
  finish(): readonly Uint8Array[] {
    return [...this.#full, new Uint8Array(this.#buffer, 0, this.#length)];
  }

  #begin(needed: number): void {
    this.#full.push(new Uint8Array(this.#buffer, 0, this.#length));
    const usual = Math.min(largestPiece, this.#buffer.byteLength * 2);
    this.#before += this.#length;
    this.#length = 0;
    this.#buffer = new ArrayBuffer(Math.max(needed, usual));
  }
}
