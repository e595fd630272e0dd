/** Codes of one kind, as RFC 1951 §3.2.2 numbers them: how many of each length, and symbols in order. */
type Codes = { readonly counts: Uint16Array; readonly symbols: Uint16Array };

const windowBytes = 1 << 15;
const longestCode = 15;
const lengthBase = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
  163, 195, 227, 258,
];
const lengthExtra = [
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
];
const distanceBase = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
  3073, 4097, 6145, 8193, 12_289, 16_385, 24_577,
];
const distanceExtra = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const endOfBlock = 256;

function codesOf(lengths: ArrayLike<number>): Codes | undefined {
  const counts = new Uint16Array(longestCode + 1);
  for (let at = 0; at < lengths.length; at += 1) counts[lengths[at] ?? 0]! += 1; // lengths fit 4 bits
  counts[0] = 0;
  const offsets = new Uint16Array(longestCode + 2);
  let left = 1;
  for (let length = 1; length <= longestCode; length += 1) {
    left = left * 2 - (counts[length] ?? 0);
    if (left < 0) return undefined; // more codes than there can be
    offsets[length + 1] = (offsets[length] ?? 0) + (counts[length] ?? 0);
  }
  const symbols = new Uint16Array(lengths.length);
  for (let symbol = 0; symbol < lengths.length; symbol += 1) {
    const length = lengths[symbol] ?? 0;
    if (length > 0) symbols[offsets[length]!++] = symbol; // within the symbols
  }
  return { counts, symbols };
}

const fixed: readonly [Codes, Codes] = [
  codesOf(
    Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8)),
  )!,
  codesOf(Array.from({ length: 30 }, () => 5))!, // both are whole
];

/** There are not enough bits yet. */
const more = -1;
/** This is no deflated stream. */
const damaged = -2;

export type InflateState = "more" | "done" | "damaged";

/**
 * Unpacks a stream of deflate (RFC 1951) in pieces, without waiting. Holds 32 KiB and what of its
 * input makes no symbol yet; what comes out is lent to `out`, in pieces of at most 32 KiB. Where that
 * gives false no more is wanted, and it counts as damaged: a small piece can unpack to a thousandfold.
 */
export class Inflater {
  readonly #out: (bytes: Uint8Array) => boolean;
  readonly #window = new Uint8Array(windowBytes);
  #input: Uint8Array = new Uint8Array();
  /** In bits. */
  #at = 0;
  #filled = 0;
  #given = 0;
  #total = 0;
  #codes: readonly [Codes, Codes] | undefined;
  #stored = -1;
  #isLast = false;
  #isWanted = true;
  state: InflateState = "more";

  constructor(out: (bytes: Uint8Array) => boolean) {
    this.#out = out;
  }

  /** Takes a piece; gives how many of its bytes stand behind the end of the stream. */
  take(piece: Uint8Array): number {
    if (this.state !== "more") return piece.length;
    this.#input = joined(this.#input.subarray(this.#at >> 3), piece);
    this.#at &= 7;
    let result = 0;
    while (this.state === "more" && result !== more) {
      const before = this.#at;
      result = this.#step();
      if (result === more) this.#at = before;
      if (result === damaged) this.state = "damaged";
    }
    this.#give();
    if (this.state === "more") return 0;
    return this.#input.length - Math.ceil(this.#at / 8);
  }

  /** A block's head, or what of it there is; changes nothing else where bits are missing. */
  #step(): number {
    if (this.#stored >= 0) return this.#copyStored();
    if (this.#codes) return this.#symbols(this.#codes);
    if (this.#isLast) {
      this.state = "done";
      return 0;
    }
    const head = this.#bits(3);
    if (head === more) return more;
    const kind = head >> 1;
    const begun = [() => this.#beginStored(), () => this.#use(fixed), () => this.#beginDynamic()][
      kind
    ]?.();
    if (begun === 0) this.#isLast = (head & 1) === 1;
    return begun ?? damaged;
  }

  #use(codes: readonly [Codes, Codes]): number {
    this.#codes = codes;
    return 0;
  }

  #beginStored(): number {
    const from = Math.ceil(this.#at / 8);
    const [a, b, c, d] = this.#input.subarray(from, from + 4);
    if (a === undefined || b === undefined || c === undefined || d === undefined) return more;
    const length = a | (b << 8);
    if (((c | (d << 8)) ^ 0xffff) !== length) return damaged;
    this.#at = (from + 4) * 8;
    this.#stored = length;
    return 0;
  }

  #copyStored(): number {
    const from = this.#at >> 3;
    const length = Math.min(this.#stored, this.#input.length - from);
    for (let at = from; at < from + length; at += 1) this.#put(this.#input[at] ?? 0);
    this.#at += length * 8;
    this.#stored -= length;
    if (this.#stored > 0) return length > 0 ? 0 : more;
    this.#stored = -1;
    return 0;
  }

  /** RFC 1951 §3.2.7. */
  #beginDynamic(): number {
    const sizes = this.#bits(14);
    if (sizes === more) return more;
    const [literals, distances] = [(sizes & 31) + 257, ((sizes >> 5) & 31) + 1];
    if (literals > 286 || distances > 30) return damaged;
    const lengths = new Uint8Array(19);
    for (let place = 0; place < (sizes >> 10) + 4; place += 1) {
      const length = this.#bits(3);
      if (length === more) return more;
      lengths[lengthOrder[place] ?? 0] = length;
    }
    const codes = codesOf(lengths);
    return codes ? this.#readLengths(codes, literals, distances) : damaged;
  }

  #readLengths(codes: Codes, literals: number, distances: number): number {
    const lengths = new Uint8Array(literals + distances);
    for (let place = 0; place < lengths.length;) {
      const symbol = this.#symbol(codes);
      if (symbol < 0) return symbol;
      if (symbol < 16) {
        lengths[place++] = symbol;
        continue;
      }
      const [width, least] = (
        [
          [2, 3],
          [3, 3],
          [7, 11],
        ] as const
      )[symbol - 16] ?? [0, 0];
      const extra = this.#bits(width);
      if (extra === more) return more;
      const times = least + extra;
      if (place + times > lengths.length || (symbol === 16 && place === 0)) return damaged;
      lengths.fill(symbol === 16 ? (lengths[place - 1] ?? 0) : 0, place, place + times);
      place += times;
    }
    const [literal, distance] = [
      codesOf(lengths.subarray(0, literals)),
      codesOf(lengths.subarray(literals)),
    ];
    if (!literal || !distance || lengths[endOfBlock] === 0) return damaged;
    return this.#use([literal, distance]);
  }

  /** One symbol, and what it stands for. */
  #symbols([literal, distance]: readonly [Codes, Codes]): number {
    const symbol = this.#symbol(literal);
    if (symbol < 0) return symbol;
    if (symbol < endOfBlock) {
      this.#put(symbol);
      return 0;
    }
    if (symbol === endOfBlock) {
      this.#codes = undefined;
      return 0;
    }
    const length = this.#extended(symbol - 257, lengthBase, lengthExtra);
    if (length < 0) return length;
    const code = this.#symbol(distance);
    if (code < 0) return code;
    const back = this.#extended(code, distanceBase, distanceExtra);
    if (back < 0) return back;
    if (back > this.#total) return damaged;
    for (let at = 0; at < length; at += 1)
      this.#put(this.#window[(this.#total - back) & (windowBytes - 1)] ?? 0);
    return 0;
  }

  #extended(place: number, bases: readonly number[], widths: readonly number[]): number {
    const [base, width] = [bases[place], widths[place]];
    if (base === undefined || width === undefined) return damaged;
    const extra = this.#bits(width);
    return extra === more ? more : base + extra;
  }

  /** Bit by bit, canonically: no table to build for a stream that ends soon. */
  #symbol({ counts, symbols }: Codes): number {
    let [code, first, index] = [0, 0, 0];
    for (let length = 1; length <= longestCode; length += 1) {
      const place = this.#at >> 3;
      if (place >= this.#input.length) return more;
      code |= ((this.#input[place] as number) >> (this.#at & 7)) & 1; // checked above
      this.#at += 1;
      const count = counts[length] as number; // of every length there is one
      if (code - count < first) return symbols[index + (code - first)] ?? damaged;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return damaged;
  }

  #bits(width: number): number {
    if (this.#at + width > this.#input.length * 8) return more;
    let value = 0;
    for (let bit = 0; bit < width; bit += 1, this.#at += 1)
      value |= (((this.#input[this.#at >> 3] as number) >> (this.#at & 7)) & 1) << bit; // checked
    return value;
  }

  #put(byte: number): void {
    this.#window[this.#total & (windowBytes - 1)] = byte;
    this.#total += 1;
    this.#filled += 1;
    if (this.#filled === windowBytes) this.#give();
  }

  /** What was written since, a window at most; it may go on at the window's beginning. */
  #give(): void {
    const from = this.#given & (windowBytes - 1);
    const until = from + this.#filled;
    this.#given += this.#filled;
    this.#filled = 0;
    this.#lend(from, Math.min(until, windowBytes));
    this.#lend(0, until - windowBytes);
  }

  #lend(from: number, until: number): void {
    if (until <= from || !this.#isWanted) return;
    this.#isWanted = this.#out(this.#window.subarray(from, until));
    if (!this.#isWanted && this.state === "more") this.state = "damaged";
  }
}

function joined(before: Uint8Array, piece: Uint8Array): Uint8Array {
  if (before.length === 0) return piece.slice();
  const both = new Uint8Array(before.length + piece.length);
  both.set(before);
  both.set(piece, before.length);
  return both;
}
