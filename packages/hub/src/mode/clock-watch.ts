const jumpMs = 2000;

export type Jump = { readonly before: string; readonly after: string };

/**
 * Holds the wall clock against one that nobody sets. Moving ahead by itself it would end a mission
 * before its time, so that is remembered until somebody says that it is right.
 */
export class ClockWatch {
  readonly #clock: () => Date;
  readonly #upMs: () => number;
  #offset: number;
  #jump: Jump | undefined;
  hasJumped = false;

  /** @param upMs milliseconds since this machine started, asleep or not */
  constructor(clock: () => Date, upMs: () => number) {
    this.#clock = clock;
    this.#upMs = upMs;
    this.#offset = clock().getTime() - upMs();
  }

  look(): void {
    const [wall, up] = [this.#clock().getTime(), this.#upMs()];
    const moved = wall - up - this.#offset;
    if (Math.abs(moved) < jumpMs) return;
    this.#jump = {
      before: new Date(up + this.#offset).toISOString(),
      after: new Date(wall).toISOString(),
    };
    this.#offset = wall - up;
    if (moved > 0) this.hasJumped = true;
  }

  /** What is to be put on record, once. */
  take(): Jump | undefined {
    this.look();
    const jump = this.#jump;
    this.#jump = undefined;
    return jump;
  }

  confirm(): void {
    this.look();
    this.hasJumped = false;
  }
}
