import { apiProblem } from "@homepoint/api";

type Tries = { failed: number; last: number };

const free = 5;
const longestWaitSeconds = 15 * 60;
const forgetAfterSeconds = 24 * 60 * 60;
const forgetOneSeconds = 60 * 60;
const placesKept = 1000;

/**
 * Slows down who guesses a passphrase: five tries are free, then each failure doubles the wait, for
 * its place and, four times as patient, for all places together. An hour without any forgives one.
 * One guess is checked at a time, because checking one takes a lot of memory on purpose.
 */
export class Guessing {
  readonly #clock: () => number;
  readonly #places = new Map<string, Tries>();
  readonly #everywhere: Tries = { failed: 0, last: 0 };
  #checking: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** @param clock milliseconds that only grow: setting the time makes no wait longer or shorter */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /**
   * Runs `check` when it is this place's turn; a rejection for which `isWrongGuess` holds counts.
   *
   * @throws api/too-many-tries
   */
  async guard<T>(
    place: string,
    check: () => Promise<T>,
    isWrongGuess: (error: unknown) => boolean,
  ): Promise<T> {
    this.#refuseEarly(place);
    if (this.#waiting >= 8) throw apiProblem("too-many-tries", { seconds: 5 });
    this.#waiting += 1;
    const turn = this.#checking.then(() => this.#check(place, check, isWrongGuess));
    this.#checking = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.#waiting -= 1;
    }
  }

  async #check<T>(
    place: string,
    check: () => Promise<T>,
    isWrongGuess: (error: unknown) => boolean,
  ): Promise<T> {
    this.#refuseEarly(place);
    try {
      const result = await check();
      this.#places.delete(place);
      return result;
    } catch (error) {
      if (isWrongGuess(error)) this.#remember(place);
      throw error;
    }
  }

  #refuseEarly(place: string): void {
    const seconds = Math.max(
      this.#waitOf(this.#places.get(place), free),
      this.#waitOf(this.#everywhere, 4 * free),
    );
    if (seconds > 0) throw apiProblem("too-many-tries", { seconds });
  }

  #waitOf(tries: Tries | undefined, freeTries: number): number {
    const failed = tries ? this.#failedOf(tries) : 0;
    if (!tries || failed < freeTries) return 0;
    const wait = Math.min(2 ** (failed - freeTries), longestWaitSeconds);
    return Math.max(0, Math.ceil(wait - (this.#clock() - tries.last) / 1000));
  }

  #failedOf({ failed, last }: Tries): number {
    const forgiven = Math.floor((this.#clock() - last) / 1000 / forgetOneSeconds);
    return Math.max(0, failed - forgiven);
  }

  #remember(place: string): void {
    const now = this.#clock();
    for (const [other, { last }] of this.#places)
      if (now - last > forgetAfterSeconds * 1000 || this.#places.size > placesKept)
        this.#places.delete(other);
    const tries = this.#places.get(place) ?? { failed: 0, last: 0 };
    for (const counted of [tries, this.#everywhere]) {
      counted.failed = this.#failedOf(counted) + 1;
      counted.last = now;
    }
    this.#places.set(place, tries);
  }
}
