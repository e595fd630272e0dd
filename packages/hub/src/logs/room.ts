import { statfs } from "node:fs/promises";
import { hubProblem } from "../problems.ts";

export type RoomParts = {
  readonly folder: string;
  /** Kept free for evidence, sign-in and shredding. */
  readonly spareBytes: number;
  /** Drops what can be made again, to gain room. */
  readonly dropCaches: () => Promise<void>;
};

/** Bytes that stay free unless told otherwise. */
export const usualSpareBytes: number = 64 * 1024 * 1024;
/** What opening the databases takes at most. */
const fewBytes = 1024 * 1024;

/** Sees to it that the disk does not fill up to its last byte: who frees space needs some. */
export class Room {
  readonly #parts: RoomParts;

  constructor(parts: RoomParts) {
    this.#parts = parts;
  }

  /** To be called before something is taken in. @throws hub/disk-full */
  async make(): Promise<void> {
    const { spareBytes } = this.#parts;
    if (await this.#has(spareBytes)) return;
    await this.#parts.dropCaches();
    if (!(await this.#has(spareBytes))) throw hubProblem("disk-full");
  }

  /** Gains what it can, so that whoever wants to make room gets in. */
  async makeAFew(): Promise<void> {
    if (!(await this.#has(fewBytes))) await this.#parts.dropCaches();
  }

  async #has(bytes: number): Promise<boolean> {
    const { bavail, bsize } = await statfs(this.#parts.folder);
    return bavail * bsize >= bytes;
  }
}
