import type { ClockSource } from "@homepoint/evidence";

/** Where a correction may come from. */
export type Corrector = Extract<ClockSource, "witness" | "gnss" | "person">;

export type Moved = { readonly before: string; readonly after: string };

export type ClockParts = {
  /** The system's clock, milliseconds since 1970. */
  readonly system: () => number;
  /** Seconds that only grow. */
  readonly monotonic: () => number;
  /** The highest time that somebody has signed: nothing unsigned goes back behind it. */
  readonly floor: number;
  /** Whether it went ahead by itself before this start. */
  readonly hasJumped?: boolean;
};

export const toleranceMs = 2000;
/** As long as a witness was heard this lately, satellites are not asked. */
const witnessLastsSeconds = 3600;

/**
 * The gateway's own clock. It follows the system's until somebody corrects it; from then on it runs
 * by itself, so that whoever sets the system's clock changes nothing here.
 */
export class GatewayClock {
  readonly #parts: ClockParts;
  #floor: number;
  #offset: number | undefined;
  #hasJumped: boolean;
  #corrected: { readonly by: Corrector; readonly at: number; readonly since: number } | undefined;

  constructor(parts: ClockParts) {
    this.#parts = parts;
    this.#floor = parts.floor;
    this.#hasJumped = parts.hasJumped ?? false;
  }

  /** Milliseconds since 1970. */
  now(): number {
    const { system, monotonic } = this.#parts;
    const corrected = this.#corrected;
    if (!corrected) return system();
    return corrected.at + (monotonic() - corrected.since) * 1000;
  }

  get correctedBy(): Corrector | undefined {
    return this.#corrected?.by;
  }

  /** The highest time that somebody has signed, milliseconds since 1970. */
  get floor(): number {
    return this.#floor;
  }

  /**
   * Whether it went ahead, and nobody who signs has confirmed it since. Anyone with a transmitter can
   * say what satellites say, so they set the clock ahead and end no mission by that.
   */
  get hasJumped(): boolean {
    return this.#hasJumped;
  }

  /**
   * The latest fact that the clock is held to. A witness and satellites are believed against it:
   * somebody may have set the clock far ahead and put a fact on record there.
   */
  latestFactAt(recorded: string | undefined): string | undefined {
    const corrected = this.#corrected;
    if (!corrected || corrected.by === "person") return recorded;
    return new Date(corrected.at).toISOString();
  }

  /** Says when the system's clock moved by itself; undefined where nobody goes by it. */
  look(): Moved | undefined {
    const { system, monotonic } = this.#parts;
    const offset = system() - monotonic() * 1000;
    const before = this.#offset;
    this.#offset = offset;
    if (this.#corrected || before === undefined || Math.abs(offset - before) < toleranceMs)
      return undefined;
    if (offset > before) this.#hasJumped = true;
    return movedFrom(monotonic() * 1000 + before, system());
  }

  /**
   * Sets the clock, where this source may. Gives how far it moved; `same` where it did not, though
   * the time was confirmed; undefined where it is not believed.
   */
  correct(by: Corrector, at: number): Moved | "same" | undefined {
    if (!Number.isFinite(at) || !this.#mayCorrect(by, at)) return undefined;
    const before = this.now();
    const isMoved = Math.abs(at - before) > toleranceMs;
    if (by !== "gnss") this.#hasJumped = false;
    else if (isMoved && at > before) this.#hasJumped = true;
    if (by === "person" && !isMoved) return "same";
    this.#corrected = { by, at, since: this.#parts.monotonic() };
    if (by === "witness") this.#floor = at;
    if (by === "person") this.#floor = Math.max(this.#floor, at);
    return isMoved ? movedFrom(before, at) : "same";
  }

  #mayCorrect(by: Corrector, at: number): boolean {
    if (by === "witness") return true;
    // What was carried is a time that was, not the one that is: it only sets forward.
    if (by === "person") return at >= this.#floor && at >= this.now() - toleranceMs;
    const corrected = this.#corrected;
    const since = this.#parts.monotonic() - (corrected?.since ?? 0);
    if (corrected?.by === "witness" && since < witnessLastsSeconds) return false;
    return at >= this.#floor - toleranceMs;
  }
}

export function movedFrom(before: number, after: number): Moved {
  return { before: new Date(before).toISOString(), after: new Date(after).toISOString() };
}
