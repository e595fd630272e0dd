/**
 * Finds any of many patterns in a stream, a byte at a time, whatever pieces it comes in
 * (Aho and Corasick, 1975). Its memory is the number of all patterns' bytes times that of the kinds
 * of bytes in them.
 */
export class Automaton {
  /** The kind of each byte; 0 stands for all that no pattern has. */
  readonly #kinds = new Uint8Array(256);
  readonly #width: number;
  #next: Int32Array;
  /** Patterns that end in a state. */
  readonly #ends: (readonly number[] | undefined)[] = [undefined];

  /** `same`: bytes that count as one another. */
  constructor(patterns: readonly Uint8Array[], same: (byte: number) => number) {
    let kinds = 0;
    for (const pattern of patterns)
      for (const byte of pattern)
        if (this.#kinds[same(byte)] === 0) this.#kinds[same(byte)] = ++kinds;
    for (let byte = 0; byte < 256; byte += 1) this.#kinds[byte] = this.#kinds[same(byte)] ?? 0;
    this.#width = kinds + 1;
    const states = patterns.reduce((sum, pattern) => sum + pattern.length, 1);
    this.#next = new Int32Array(states * this.#width);
    let count = 1;
    patterns.forEach((pattern, index) => {
      let state = 0;
      for (const byte of pattern) {
        const place = state * this.#width + (this.#kinds[byte] ?? 0);
        if (this.#next[place] === 0) this.#next[place] = count++;
        state = this.#next[place] ?? 0;
      }
      this.#ends[state] = [...(this.#ends[state] ?? []), index];
    });
    this.#next = this.#next.slice(0, count * this.#width);
    this.#link(count);
  }

  /** Goes on from `state` (0 at a beginning) and gives the state behind the bytes. */
  scan(bytes: Uint8Array, state: number, found: (pattern: number) => void): number {
    const [next, kinds, width] = [this.#next, this.#kinds, this.#width];
    let now = state;
    for (let at = 0; at < bytes.length; at += 1) {
      now = next[now * width + (kinds[bytes[at] as number] as number)] as number; // all are within
      if (now !== 0 && this.#ends[now]) for (const pattern of this.#ends[now] ?? []) found(pattern);
    }
    return now;
  }

  /** Where no pattern goes on, the longest of the ends that begins one does. */
  #link(count: number): void {
    const fail = new Int32Array(count);
    const queue: number[] = [];
    for (let kind = 1; kind < this.#width; kind += 1) {
      const child = this.#next[kind] ?? 0;
      if (child !== 0) queue.push(child);
    }
    for (let turn = 0; turn < queue.length; turn += 1) {
      const state = queue[turn] ?? 0;
      const back = fail[state] ?? 0;
      const ends = [...(this.#ends[state] ?? []), ...(this.#ends[back] ?? [])];
      if (ends.length > 0) this.#ends[state] = ends;
      for (let kind = 1; kind < this.#width; kind += 1) {
        const place = state * this.#width + kind;
        const child = this.#next[place] ?? 0;
        const other = this.#next[back * this.#width + kind] ?? 0;
        if (child === 0) this.#next[place] = other;
        else {
          fail[child] = other;
          queue.push(child);
        }
      }
    }
  }
}
