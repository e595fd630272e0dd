/**
 * How bytes of one direction of a flow stand to those before: they follow, stand behind a gap, or come
 * from before all that was seen.
 */
export type Standing = "follows" | "anew" | "before";
export type TakeBytes = (place: number, bytes: Uint8Array, standing: Standing) => void;

type Waiting = { readonly at: number; readonly bytes: Uint8Array };

const mostWaiting = 64;
/** Of one direction; what is missing behind so much does not come any more. */
const mostHeldOfOne = 1 << 18;
const mostHeld = 1 << 24;

/**
 * Puts TCP's segments in order: once each, whatever came twice. A segment that comes early waits for
 * those before it, until too much waits; then there is a gap. Lends bytes.
 */
export class InOrder {
  readonly #take: TakeBytes;
  #expected = new Int32Array(8192);
  /** The lowest sequence number that was seen. */
  #first = new Int32Array(8192);
  #isBegun = new Uint8Array(8192);
  readonly #waiting = new Map<number, Waiting[]>();
  #held = 0;

  constructor(take: TakeBytes) {
    this.#take = take;
  }

  /** `place`: of a direction of a flow. */
  add(place: number, sequence: number, bytes: Uint8Array): void {
    if (place >= this.#expected.length) this.#grow(place);
    if (this.#isBegun[place] === 0) {
      this.#isBegun[place] = 1;
      this.#expected[place] = sequence | 0;
      this.#first[place] = sequence | 0;
      this.#go(place, sequence, bytes, "anew");
      return;
    }
    const ahead = (sequence - (this.#expected[place] as number)) | 0; // it is within, as below
    const early = ((this.#first[place] as number) - sequence) | 0;
    if (early > 0) {
      this.#first[place] = sequence | 0;
      this.#take(place, bytes.subarray(0, early), "before");
    }
    if (ahead <= 0) {
      this.#go(place, sequence, bytes, "follows");
      if (this.#waiting.size > 0) this.#goOn(place);
    } else this.#wait(place, { at: sequence | 0, bytes: bytes.slice() });
  }

  /** Nothing follows. */
  end(): void {
    for (const place of this.#waiting.keys()) this.#flush(place);
  }

  /** What of it is new. */
  #go(place: number, sequence: number, bytes: Uint8Array, standing: Standing): void {
    const seen = ((this.#expected[place] as number) - sequence) | 0;
    if (seen >= bytes.length) return;
    this.#expected[place] = (sequence + bytes.length) | 0;
    this.#take(place, seen > 0 ? bytes.subarray(seen) : bytes, standing);
  }

  /** What waited for what has just come. */
  #goOn(place: number): void {
    const waiting = this.#waiting.get(place);
    if (!waiting) return;
    while (waiting.length > 0) {
      const [next] = waiting as [Waiting];
      if (((next.at - (this.#expected[place] as number)) | 0) > 0) return;
      waiting.shift();
      this.#held -= next.bytes.length;
      this.#go(place, next.at, next.bytes, "follows");
    }
    this.#waiting.delete(place);
  }

  #wait(place: number, piece: Waiting): void {
    const waiting = this.#waiting.get(place) ?? [];
    const base = this.#expected[place] as number;
    const before = waiting.findLastIndex((one) => ((one.at - base) | 0) <= ((piece.at - base) | 0));
    const same = waiting[before];
    if (same?.at === piece.at && same.bytes.length >= piece.bytes.length) return;
    waiting.splice(before + 1, 0, piece);
    this.#waiting.set(place, waiting);
    this.#held += piece.bytes.length;
    const heldOfOne = waiting.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (waiting.length > mostWaiting || heldOfOne > mostHeldOfOne) this.#flush(place);
    while (this.#held > mostHeld) {
      const [oldest] = this.#waiting.keys();
      if (oldest === undefined) return;
      this.#flush(oldest);
    }
  }

  /** What is missing is given up; each gap begins anew. */
  #flush(place: number): void {
    const waiting = this.#waiting.get(place) ?? [];
    this.#waiting.delete(place);
    for (const { at, bytes } of waiting) {
      this.#held -= bytes.length;
      const isGap = ((at - (this.#expected[place] as number)) | 0) > 0;
      if (isGap) this.#expected[place] = at;
      this.#go(place, at, bytes, isGap ? "anew" : "follows");
    }
  }

  #grow(place: number): void {
    const size = Math.max(this.#expected.length * 2, place + 2);
    const [expected, first] = [new Int32Array(size), new Int32Array(size)];
    const isBegun = new Uint8Array(size);
    expected.set(this.#expected);
    first.set(this.#first);
    isBegun.set(this.#isBegun);
    [this.#expected, this.#first, this.#isBegun] = [expected, first, isBegun];
  }
}
