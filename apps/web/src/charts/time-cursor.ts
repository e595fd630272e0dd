/** A moment of the flight that charts and map point at together, in seconds of the log; or none. */
export class TimeCursor {
  readonly #listeners = new Set<() => void>();
  #time: number | undefined;

  readonly get = (): number | undefined => this.#time;

  set(time: number | undefined): void {
    if (time === this.#time) return;
    this.#time = time;
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}
