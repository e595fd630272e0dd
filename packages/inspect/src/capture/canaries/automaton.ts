const blockBytes = 3;
const filterBits = 18;
const longestStep = 8;

/**
 * Finds any of many patterns in a stream, whatever pieces it comes in (Aho and Corasick, 1975). Its
 * memory is the number of all patterns' bytes times that of the kinds of bytes in them. Where no
 * pattern has begun, it looks at three bytes now and then only, whether they are in the beginning of
 * one (Wu and Manber, 1994): measured, that is ten times as quick.
 */
export class Automaton {
  /** The kind of each byte; 0 stands for all that no pattern has. */
  readonly #kinds = new Uint16Array(256);
  readonly #width: number;
  /** Of each state and kind, where the next state's row begins; negative where patterns end there. */
  readonly #next: Int32Array;
  /** Patterns that end in a state. */
  readonly #ends: (readonly number[] | undefined)[] = [undefined];
  /** A bit for each hash of three kinds that stand together in a beginning. */
  readonly #filter = new Uint32Array((1 << filterBits) >> 5);
  /** How far apart blocks are looked at, so that no beginning falls between. */
  readonly #step: number;

  /** `same`: bytes that count as one another. */
  constructor(patterns: readonly Uint8Array[], same: (byte: number) => number) {
    let kinds = 0;
    for (const pattern of patterns)
      for (const byte of pattern)
        if (this.#kinds[same(byte)] === 0) this.#kinds[same(byte)] = ++kinds;
    for (let byte = 0; byte < 256; byte += 1) this.#kinds[byte] = this.#kinds[same(byte)] ?? 0;
    this.#width = kinds + 1;
    const states = patterns.reduce((sum, pattern) => sum + pattern.length, 1);
    const next = new Int32Array(states * this.#width);
    let count = 1;
    patterns.forEach((pattern, index) => {
      let state = 0;
      for (const byte of pattern) {
        const place = state * this.#width + (this.#kinds[byte] ?? 0);
        if (next[place] === 0) next[place] = count++;
        state = next[place] ?? 0;
      }
      this.#ends[state] = [...(this.#ends[state] ?? []), index];
    });
    this.#next = next.subarray(0, count * this.#width);
    this.#link(count);
    this.#toRows();
    const shortest = patterns.reduce((least, { length }) => Math.min(least, length), 256);
    this.#step = Math.min(longestStep, shortest - blockBytes + 1);
    if (this.#step > 0) for (const pattern of patterns) this.#addToFilter(pattern);
  }

  /**
   * Goes on from `state` (0 at a beginning) and gives the state behind the bytes. `end`: behind the
   * last byte of what was found.
   */
  scan(bytes: Uint8Array, state: number, found: (pattern: number, end: number) => void): number {
    const [next, kinds] = [this.#next, this.#kinds];
    const { length } = bytes;
    let now = state;
    for (let at = 0; at < length; at += 1) {
      if (now === 0) at = this.#skip(bytes, at);
      now = next[now + (kinds[bytes[at] as number] as number)] as number; // all are within
      if (now >= 0) continue;
      now = -now;
      for (const pattern of this.#ends[now / this.#width] ?? []) found(pattern, at + 1);
    }
    return now;
  }

  /** The first place from `from` on, or a little before it, at which a pattern may begin. */
  #skip(bytes: Uint8Array, from: number): number {
    const [step, kinds, filter] = [this.#step, this.#kinds, this.#filter];
    if (step < 1) return from;
    const last = bytes.length - blockBytes;
    let at = from + step - 1;
    for (; at <= last; at += step) {
      const hash = hashOf(
        kinds[bytes[at] as number] as number, // all are within, as above
        kinds[bytes[at + 1] as number] as number,
        kinds[bytes[at + 2] as number] as number,
      );
      if (((filter[hash >>> 5] as number) & (1 << (hash & 31))) !== 0) break;
    }
    return Math.min(at - step + 1, bytes.length - 1);
  }

  #addToFilter(pattern: Uint8Array): void {
    for (let at = 0; at < this.#step; at += 1) {
      const [a = 0, b = 0, c = 0] = pattern.subarray(at, at + blockBytes);
      const hash = hashOf(this.#kinds[a] ?? 0, this.#kinds[b] ?? 0, this.#kinds[c] ?? 0);
      this.#filter[hash >>> 5]! |= 1 << (hash & 31); // within its bits
    }
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

  /** States are named by their rows, so that a step is one addition. */
  #toRows(): void {
    for (let place = 0; place < this.#next.length; place += 1) {
      const state = this.#next[place] ?? 0;
      this.#next[place] = state * this.#width * (this.#ends[state] ? -1 : 1);
    }
  }
}

function hashOf(a: number, b: number, c: number): number {
  return Math.imul((a << 16) ^ (b << 8) ^ c, 0x9e37_79b1) >>> (32 - filterBits);
}
