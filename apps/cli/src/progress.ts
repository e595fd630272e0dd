import { plain, type Output } from "./output.ts";

/** One line that moves in place for a person, and stays silent for a program. */
export class Progress {
  readonly #output: Output;
  #shownAt = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  show(line: string): void {
    const now = Date.now();
    if (!this.#output.isTerminal || now - this.#shownAt < 100) return;
    this.#shownAt = now;
    process.stderr.write(`\r\x1b[K${plain(line).slice(0, (process.stderr.columns ?? 80) - 1)}`);
  }

  clear(): void {
    if (this.#output.isTerminal) process.stderr.write("\r\x1b[K");
  }
}
