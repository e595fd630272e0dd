import type { OnReadOpts } from "node:net";

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

  /**
   * What `net.connect` reads into. The socket holds one block all its life: `end` takes that back,
   * so that many short connections do not each leave one behind.
   */
  reader(down: (bytes: Buffer, written: () => void) => boolean): BlockReader {
    let held: Buffer | undefined;
    return {
      onread: {
        buffer: () => (held = this.take()),
        callback: (count, read) => {
          const block = read as Buffer; // one of ours
          return down(block.subarray(0, count), () => this.give(block));
        },
      },
      end: () => {
        if (held) this.give(held);
        held = undefined;
      },
    };
  }
}

export type BlockReader = { readonly onread: OnReadOpts; readonly end: () => void };
