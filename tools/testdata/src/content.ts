/** Builds a content field by field, at the offsets of the specification. */
export class Content {
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(length: number) {
    this.bytes = new Uint8Array(length);
    this.#view = new DataView(this.bytes.buffer);
  }

  u8(at: number, value: number): this {
    if (at < this.bytes.length) this.#view.setUint8(at, value);
    return this;
  }

  i8(at: number, value: number): this {
    if (at < this.bytes.length) this.#view.setInt8(at, Math.round(value));
    return this;
  }

  u16(at: number, value: number): this {
    if (at + 2 <= this.bytes.length) this.#view.setUint16(at, Math.round(value), true);
    return this;
  }

  i16(at: number, value: number): this {
    if (at + 2 <= this.bytes.length) this.#view.setInt16(at, Math.round(value), true);
    return this;
  }

  u32(at: number, value: number): this {
    if (at + 4 <= this.bytes.length) this.#view.setUint32(at, Math.round(value), true);
    return this;
  }

  i32(at: number, value: number): this {
    if (at + 4 <= this.bytes.length) this.#view.setInt32(at, Math.round(value), true);
    return this;
  }

  i64(at: number, value: number): this {
    if (at + 8 <= this.bytes.length) this.#view.setBigInt64(at, BigInt(Math.round(value)), true);
    return this;
  }

  f32(at: number, value: number): this {
    if (at + 4 <= this.bytes.length) this.#view.setFloat32(at, value, true);
    return this;
  }

  f64(at: number, value: number): this {
    if (at + 8 <= this.bytes.length) this.#view.setFloat64(at, value, true);
    return this;
  }

  /** UTF-8, cut to the length, the rest left as it is. */
  text(at: number, length: number, value: string): this {
    const bytes = new TextEncoder().encode(value).subarray(0, length);
    this.bytes.set(bytes.subarray(0, Math.max(0, this.bytes.length - at)), at);
    return this;
  }
}
