import { sinceMark, type ClockMark } from "@homepoint/base";

const jumpMs = 2000;

export type Jump = { readonly before: string; readonly after: string };

export type ClockParts = {
  readonly clock: () => Date;
  /** Milliseconds since this machine started, asleep or not; and which start that was. */
  readonly upMs: () => number;
  readonly boot: string;
};

/** What outlives a stop: it tells what was done to the clock in the meantime. */
export type KeptClock = { readonly mark: ClockMark; readonly hasJumped: boolean };

/**
 * Holds the wall clock against one that nobody sets. Moving ahead by itself it would end a mission
 * before its time, so that is remembered until somebody says that it is right.
 */
export class ClockWatch {
  readonly #parts: ClockParts;
  /** Of the time since the last stop, milliseconds that this machine ran; undefined at the first start. */
  readonly countedMs: number | undefined;
  /** What the wall's clock is ahead of the machine's. */
  #offset: number;
  #jump: Jump | undefined;
  hasJumped: boolean;

  constructor(parts: ClockParts, kept?: KeptClock) {
    this.#parts = parts;
    const now = this.#now();
    const since = kept && sinceMark(kept.mark, now);
    this.countedMs = since?.countedMs;
    this.hasJumped = kept?.hasJumped ?? false;
    this.#offset = now.at - now.upMs - (since?.movedMs ?? 0);
    this.look();
  }

  look(): void {
    const { at, upMs } = this.#now();
    const moved = at - upMs - this.#offset;
    if (Math.abs(moved) < jumpMs) return;
    this.#jump = {
      before: new Date(upMs + this.#offset).toISOString(),
      after: new Date(at).toISOString(),
    };
    this.#offset = at - upMs;
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

  /** For the next start. */
  keep(): KeptClock {
    this.look();
    const { upMs, boot } = this.#now();
    return { mark: { at: upMs + this.#offset, upMs, boot }, hasJumped: this.hasJumped };
  }

  #now(): ClockMark {
    const { clock, upMs, boot } = this.#parts;
    return { at: clock().getTime(), upMs: upMs(), boot };
  }
}
