const mostWaiting = 10_000;

/** Hands every value on, in order, to one who follows. Ends with the signal, or when they cannot keep up. */
export class Queue<Value> {
  readonly #waiting: Value[] = [];
  #isEnded: boolean;
  #wake: () => void = () => undefined;

  constructor(signal: AbortSignal) {
    this.#isEnded = signal.aborted;
    signal.addEventListener("abort", () => this.#end());
  }

  put(value: Value): void {
    if (this.#waiting.length >= mostWaiting) return this.#end();
    this.#waiting.push(value);
    this.#wake();
  }

  async *values(): AsyncIterable<Value> {
    while (!this.#isEnded) {
      for (let value = this.#waiting.shift(); value !== undefined; value = this.#waiting.shift())
        yield value;
      if (!this.#isEnded) await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #end(): void {
    this.#isEnded = true;
    this.#wake();
  }
}
