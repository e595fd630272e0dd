const windowSeconds = 60;
const freeBytes = 32 * 1024;
const shareOfDownload = 0.03;

type Window = { since: number; up: number; down: number };

/**
 * How much a client may say to one service: enough to ask for tiles, not to send a photo. Within a
 * minute 32 KiB and three hundredths of what it was given.
 */
export class UploadBudget {
  readonly #windows = new Map<string, Window>();
  readonly #now: () => number;

  /** @param now seconds, never going back */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether these bytes may still go; if so they are counted. */
  spend(key: string, bytes: number): boolean {
    const window = this.#windowOf(key);
    if (window.up + bytes > freeBytes + window.down * shareOfDownload) return false;
    window.up += bytes;
    return true;
  }

  earn(key: string, bytes: number): void {
    this.#windowOf(key).down += bytes;
  }

  #windowOf(key: string): Window {
    const now = this.#now();
    const found = this.#windows.get(key);
    if (found && now - found.since < windowSeconds) return found;
    if (this.#windows.size > 1000)
      for (const [old, { since }] of this.#windows)
        if (now - since >= windowSeconds) this.#windows.delete(old);
    const window = { since: now, up: 0, down: 0 };
    this.#windows.set(key, window);
    return window;
  }
}
