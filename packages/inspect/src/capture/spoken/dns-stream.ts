import { Gathered } from "./gathered.ts";

const longestHeld = 1 << 17;

/** Messages of DNS over TCP in one direction: each behind its length. RFC 1035 §4.2.2. */
export class DnsStream {
  #base: number | undefined;
  /** So much of what is gathered was taken. */
  #taken = 0;
  #gathered = new Gathered(longestHeld, 512);
  readonly #take: (message: Uint8Array) => void;

  constructor(take: (message: Uint8Array) => void) {
    this.#take = take;
  }

  get held(): number {
    return this.#gathered.held;
  }

  beginAt(sequence: number): void {
    this.#base ??= sequence;
  }

  add(sequence: number, piece: Uint8Array): void {
    this.#base ??= sequence;
    const at = (sequence - this.#base) | 0;
    if (at + piece.length <= 0) return;
    // What is missing before it does not come any more.
    if (at > longestHeld / 2) this.#restart(sequence, new Uint8Array());
    this.#gathered.put((sequence - this.#base) | 0, piece);
    this.#read();
  }

  #read(): void {
    const bytes = this.#gathered.whole;
    let at = this.#taken;
    while (at + 2 <= bytes.length) {
      const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
      if (at + 2 + length > bytes.length) break;
      this.#take(bytes.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
    this.#taken = at;
    const isThrough = at > 0 && at === bytes.length;
    if (isThrough || at > longestHeld / 2) this.#restart((this.#base ?? 0) + at, bytes.slice(at));
  }

  #restart(sequence: number, rest: Uint8Array): void {
    this.#base = sequence | 0;
    this.#taken = 0;
    this.#gathered = new Gathered(longestHeld, 512);
    this.#gathered.put(0, rest);
  }
}
