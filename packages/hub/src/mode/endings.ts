import type { Diagnostics } from "../diagnostics.ts";
import { endWhatIsOver, type ModeParts } from "./change-mode.ts";

const everyMs = 15_000;

/** Takes out of the policy what has ended, soon after it has. It was not in force before that. */
export class Endings {
  readonly #parts: ModeParts;
  readonly #diagnostics: Diagnostics;
  readonly #timer: NodeJS.Timeout;

  constructor(parts: ModeParts, diagnostics: Diagnostics) {
    this.#parts = parts;
    this.#diagnostics = diagnostics;
    this.#timer = setInterval(() => void this.look(), everyMs).unref();
  }

  async look(): Promise<void> {
    await endWhatIsOver(this.#parts).catch((error: unknown) =>
      this.#diagnostics({ level: "error", what: "an ended grant could not be taken out", error }),
    );
  }

  /** Looks a last time, so that nothing is being written any more. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.look();
  }
}
