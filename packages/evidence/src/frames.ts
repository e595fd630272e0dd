/** Takes numbers and bytes off the front of bytes that nobody vouches for. */
export class FrameReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  get left(): number {
    return this.#bytes.length - this.at;
  }

  /** Undefined, as all below, where fewer bytes are left. */
  u8(): number | undefined {
    return this.left < 1 ? undefined : this.#view.getUint8(this.#take(1));
  }

  u16(): number | undefined {
    return this.left < 2 ? undefined : this.#view.getUint16(this.#take(2));
  }

  u32(): number | undefined {
    return this.left < 4 ? undefined : this.#view.getUint32(this.#take(4));
  }

  /** Up to 2^53 − 1; undefined above as well. */
  u64(): number | undefined {
    if (this.left < 8) return undefined;
    const high = this.#view.getUint32(this.at);
    const low = this.#view.getUint32(this.at + 4);
    if (high >= 2 ** 21) return undefined;
    this.#take(8);
    return high * 2 ** 32 + low;
  }

  /** Shares memory. */
  borrow(length: number | undefined): Uint8Array | undefined {
    if (length === undefined || this.left < length) return undefined;
    const from = this.#take(length);
    return this.#bytes.subarray(from, this.at);
  }

  #take(length: number): number {
    this.at += length;
    return this.at - length;
  }
}

/** Puts numbers and bytes into an array of known length. */
export class FrameWriter {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  at = 0;

  constructor(length: number) {
    this.bytes = new Uint8Array(length);
    this.#view = new DataView(this.bytes.buffer);
  }

  u8(value: number): this {
    this.#view.setUint8(this.at, value);
    this.at += 1;
    return this;
  }

  u16(value: number): this {
    this.#view.setUint16(this.at, value);
    this.at += 2;
    return this;
  }

  u32(value: number): this {
    this.#view.setUint32(this.at, value);
    this.at += 4;
    return this;
  }

  /** Up to 2^53 − 1. */
  u64(value: number): this {
    return this.u32(Math.floor(value / 2 ** 32)).u32(value % 2 ** 32);
  }

  put(bytes: Uint8Array): this {
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }
}
