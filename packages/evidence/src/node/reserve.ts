import type { LogFolder } from "./log-folder.ts";

export const reserveFile = "reserve";
const reserveBytes = 1 << 20;

/** Room on the disk for what must be on record for anyone to make room again. */
export class Reserve {
  readonly #folder: LogFolder;
  #held = false;

  private constructor(folder: LogFolder) {
    this.#folder = folder;
  }

  static async open(folder: LogFolder): Promise<Reserve> {
    const reserve = new Reserve(folder);
    reserve.#held = (await folder.read(reserveFile))?.length === reserveBytes;
    await reserve.refill();
    return reserve;
  }

  /** Whether there was anything to give up. */
  async release(): Promise<boolean> {
    if (!this.#held) return false;
    await this.#folder.remove(reserveFile);
    this.#held = false;
    return true;
  }

  /** As soon as the disk has room again; until then there is none, and nothing depends on it. */
  async refill(): Promise<void> {
    if (this.#held) return;
    try {
      await this.#folder.write(reserveFile, new Uint8Array(reserveBytes));
      await this.#folder.syncNames();
      this.#held = true;
    } catch {
      await this.#folder.remove(reserveFile).catch(() => undefined); // tried again at next settle
    }
  }
}

/** Disk or quota full. */
export function isFull(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code === "ENOSPC" || code === "EDQUOT";
}
