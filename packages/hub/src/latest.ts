/** Hands on the newest of many values, as fast as they are taken; older ones are dropped. */
export class Latest<Value> {
  #value: Value | undefined;
  #isEnded = false;
  #wake: () => void = () => undefined;

  put(value: Value): void {
    this.#value = value;
    this.#wake();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  async *values(): AsyncIterable<Value> {
    while (!this.#isEnded || this.#value !== undefined) {
      const value = this.#value;
      this.#value = undefined;
      if (value !== undefined) yield value;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
