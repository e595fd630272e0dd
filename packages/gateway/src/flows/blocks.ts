const blockBytes = 1 << 17;
const mostKept = 64;

/** Blocks to read into, used again once what was in them has been written. */
export class Blocks {
  readonly #free: Buffer[] = [];

  take(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(blockBytes);
  }

  give(block: Buffer): void {
    if (this.#free.length < mostKept) this.#free.push(block);
  }
}
