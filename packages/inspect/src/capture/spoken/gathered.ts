/**
 * Bytes that come in pieces, out of order and more than once, at places counted from their
 * beginning. What came first stands where pieces overlap.
 */
export class Gathered {
  readonly #most: number;
  #bytes: Uint8Array;
  /** Runs that are there, in order and apart from each other. */
  #runs: { from: number; to: number }[] = [];
  /** Whether a later piece said something else of the same place. */
  contradicts = false;

  constructor(most: number, expected = 2048) {
    this.#most = most;
    this.#bytes = new Uint8Array(Math.min(most, expected));
  }

  /** Bytes that it takes up. */
  get held(): number {
    return this.#bytes.length;
  }

  /** Copies the piece; what lies beyond the most that is held is left out. */
  put(at: number, piece: Uint8Array): void {
    const from = Math.max(0, at);
    const to = Math.min(this.#most, at + piece.length);
    if (to <= from || this.#runs.length > 512) return;
    this.#makeRoom(to);
    let next = from;
    for (const run of this.#runs) {
      if (run.to <= next || run.from >= to) continue;
      if (next < run.from) this.#bytes.set(piece.subarray(next - at, run.from - at), next);
      this.#compare(piece, { at, from: Math.max(next, run.from), to: Math.min(to, run.to) });
      next = Math.max(next, run.to);
    }
    if (next < to) this.#bytes.set(piece.subarray(next - at, to - at), next);
    this.#note(from, to);
  }

  /** Borrowed: what is there from the beginning to the first hole. */
  get whole(): Uint8Array {
    const [first] = this.#runs;
    return this.#bytes.subarray(0, first?.from === 0 ? first.to : 0);
  }

  #compare(
    piece: Uint8Array,
    { at, from, to }: { readonly at: number; readonly from: number; readonly to: number },
  ): void {
    for (let place = from; place < to && !this.contradicts; place += 1)
      if (this.#bytes[place] !== piece[place - at]) this.contradicts = true;
  }

  #makeRoom(to: number): void {
    if (to <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.min(this.#most, Math.max(to, this.#bytes.length * 2)));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }

  #note(from: number, to: number): void {
    const apart = this.#runs.filter((run) => run.to < from || run.from > to);
    const touching = this.#runs.filter((run) => run.to >= from && run.from <= to);
    const joined = {
      from: Math.min(from, ...touching.map((run) => run.from)),
      to: Math.max(to, ...touching.map((run) => run.to)),
    };
    this.#runs = [...apart, joined].sort((a, b) => a.from - b.from);
  }
}
