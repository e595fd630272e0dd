/**
 * Names of payloads that are being sealed and that no entry names yet. A sweep that runs at the
 * same time must leave them, and those that were finished since it began.
 */
export class Underway {
  readonly #names = new Set<string>();
  readonly #watches = new Set<Set<string>>();

  begin(name: string): void {
    this.#names.add(name);
    for (const watch of this.#watches) watch.add(name);
  }

  end(name: string): void {
    this.#names.delete(name);
  }

  /** Every name underway from now until the `work` is done. */
  async during<Result>(work: (names: ReadonlySet<string>) => Promise<Result>): Promise<Result> {
    const watch = new Set(this.#names);
    this.#watches.add(watch);
    try {
      return await work(watch);
    } finally {
      this.#watches.delete(watch);
    }
  }
}
