/** Those who wait until something changes. */
export class Waiting {
  readonly #wakes = new Set<() => void>();

  /** Resolves with the next change, or with the signal. */
  wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#wakes.delete(wake);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      this.#wakes.add(wake);
      signal.addEventListener("abort", wake);
      if (signal.aborted) wake();
    });
  }

  wakeAll(): void {
    for (const wake of this.#wakes) wake();
  }
}
