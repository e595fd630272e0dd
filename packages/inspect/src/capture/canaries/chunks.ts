const longestLine = 4096;

/** Joins what comes in chunks: RFC 9112 §7.1. Lends what it joins. */
export class Chunks {
  readonly #take: (bytes: Uint8Array) => void;
  #line = "";
  /** Of the chunk; below 0 while a line is read. */
  #left = -1;
  #isBehindChunk = false;
  isOver = false;

  constructor(take: (bytes: Uint8Array) => void) {
    this.#take = take;
  }

  /** Gives how many bytes stand behind the last chunk, or behind what is none. */
  take(bytes: Uint8Array): number {
    let at = 0;
    while (at < bytes.length && !this.isOver) {
      if (this.#left > 0) {
        const piece = bytes.subarray(at, at + this.#left);
        at += piece.length;
        this.#left -= piece.length;
        this.#take(piece);
        this.#isBehindChunk = this.#left === 0;
        if (this.#left === 0) this.#left = -1;
      } else at = this.#readLine(bytes, at);
    }
    return bytes.length - at;
  }

  #readLine(bytes: Uint8Array, from: number): number {
    const found = bytes.indexOf(10, from);
    const end = found < 0 ? bytes.length : found;
    for (let at = from; at < end && this.#line.length < longestLine; at += 1)
      this.#line += String.fromCharCode(bytes[at] ?? 0);
    if (found < 0) {
      this.isOver = this.#line.length >= longestLine;
      return end;
    }
    const line = this.#line.trim();
    this.#line = "";
    if (this.#isBehindChunk && line === "") this.#isBehindChunk = false;
    else {
      const size = /^[0-9a-f]{1,8}(?=$|[;\s])/i.exec(line)?.[0];
      this.#left = Number.parseInt(size ?? "0", 16);
      this.isOver = this.#left === 0;
      this.#isBehindChunk = false;
    }
    return found + 1;
  }
}
