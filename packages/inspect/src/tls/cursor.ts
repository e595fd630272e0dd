/** Reads forwards; beyond the end everything is nought, and `isShort` says so. */
export class Cursor {
  readonly #bytes: Uint8Array;
  #offset = 0;
  isShort = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#offset;
  }

  skip(count: number): void {
    if (count > this.left) this.isShort = true;
    this.#offset = Math.min(this.#bytes.length, this.#offset + count);
  }

  number(size: 1 | 2): number {
    const from = this.#offset;
    this.skip(size);
    if (this.isShort) return 0;
    return size === 1
      ? at(this.#bytes, from)
      : (at(this.#bytes, from) << 8) | at(this.#bytes, from + 1);
  }

  /** All the numbers that are left. */
  numbers(size: 1 | 2): readonly number[] {
    const all: number[] = [];
    while (this.left >= size) all.push(this.number(size));
    return all;
  }

  /** What a length of so many bytes introduces. */
  block(sizeOfLength: 1 | 2): Cursor {
    const length = this.number(sizeOfLength);
    const from = this.#offset;
    this.skip(length);
    return new Cursor(this.#bytes.subarray(from, this.#offset));
  }

  /** One character a byte. */
  text(): string {
    const end = Math.min(this.#bytes.length, this.#offset + 1024);
    let text = "";
    for (let place = this.#offset; place < end; place += 1)
      text += String.fromCharCode(at(this.#bytes, place));
    return text;
  }
}

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
