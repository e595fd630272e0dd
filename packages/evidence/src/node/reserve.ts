import type { LogFolder } from "./log-folder.ts";

export const reserveFile = "reserve";
/** As much as the disk has room for: little is better than nothing. */
const sizes = [1 << 20, 1 << 18, 1 << 16] as const;

/** Room on the disk for what must be on record for anyone to make room again. */
export class Reserve {
  readonly #folder: LogFolder;
  #held = 0;

  private constructor(folder: LogFolder) {
    this.#folder = folder;
  }

  static async open(folder: LogFolder): Promise<Reserve> {
    const reserve = new Reserve(folder);
    reserve.#held = (await folder.read(reserveFile))?.length ?? 0;
    await reserve.refill();
    return reserve;
  }

  /** Whether there was anything to give up. */
  async release(): Promise<boolean> {
    if (this.#held === 0) return false;
    await this.#folder.remove(reserveFile);
    this.#held = 0;
    return true;
  }

  /** As soon as the disk has room again; until then there is less or none, and nothing depends on it. */
  async refill(): Promise<void> {
    for (const size of sizes) {
      if (this.#held >= size) return;
      if (await this.#hold(size)) return;
    }
  }

  async #hold(size: number): Promise<boolean> {
    this.#held = 0;
    try {
      await this.#folder.write(reserveFile, new Uint8Array(size));
      await this.#folder.syncNames();
      this.#held = size;
    } catch {
      await this.#folder.remove(reserveFile).catch(() => undefined); // tried again at next settle
    }
    return this.#held > 0;
  }
}

/** Disk or quota full. */
export function isFull(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code === "ENOSPC" || code === "EDQUOT";
}
