const zero = 0x30;
const plus = 0x2b;
const minus = 0x2d;

/** Powers of ten that a double holds exactly. */
const powers = Array.from({ length: 23 }, (_, power) => 10 ** power);

/** As many digits are a whole number that a double holds exactly. */
const exactDigits = 15;

/** Longer texts are no numbers. */
const longest = 40;

/** Digits behind the point of a number that has more than can be kept as a whole number. */
export const manyDigits = 99;

const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const groupedNumber = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;

/** Reads numbers off bytes without a text for each; right to the last bit. */
export class NumberReader {
  /** How many digits the last number had behind its point. */
  digits = 0;
  readonly #point: number;

  /** `point` stands between a number and its fraction. */
  constructor(point: "." | "," = ".") {
    this.#point = point.charCodeAt(0);
  }

  /** The number that a run is, blanks around it aside; NaN where it is none, or infinite. */
  read(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    let end = to;
    while (at < end && isBlank(bytes[at])) at += 1;
    while (end > at && isBlank(bytes[end - 1])) end -= 1;
    const first = at;
    const sign = bytes[at];
    if (sign === minus || sign === plus) at += 1;
    let whole = 0;
    let significant = 0;
    let fraction = -1;
    let digits = 0;
    for (; at < end; at += 1) {
      const byte = bytes[at] as number; // before the end
      const digit = byte - zero;
      if (digit >= 0 && digit <= 9) {
        whole = whole * 10 + digit;
        digits += 1;
        if (whole > 0) significant += 1;
        if (fraction >= 0) fraction += 1;
      } else if (byte === this.#point && fraction < 0) fraction = 0;
      else return this.#readSlowly(bytes, first, end);
    }
    if (digits === 0) return Number.NaN;
    if (significant > exactDigits || fraction > 22) return this.#readSlowly(bytes, first, end);
    this.digits = Math.max(0, fraction);
    const value = whole / (powers[this.digits] as number); // 22 at most
    return sign === minus && value !== 0 ? -value : value;
  }

  /** Many digits, exponents, grouped thousands, a percent or degree sign behind. */
  #readSlowly(bytes: Uint8Array, from: number, to: number): number {
    if (to - from > longest || !isBeginning(bytes[from])) return Number.NaN;
    let text = "";
    for (let at = from; at < to; at += 1) text += String.fromCharCode(bytes[at] as number); // in it
    text = text.replace(/(?:%|\u00c2?\u00b0)$/, "").trim();
    if (this.#point !== 0x2e) text = text.replace(/[.,]/g, (mark) => (mark === "," ? "." : ","));
    if (groupedNumber.test(text)) text = text.replaceAll(",", "");
    const value = plainNumber.test(text) ? Number(text) : Number.NaN;
    const point = text.indexOf(".");
    const isShort = /^[+-]?\d*\.?\d*$/.test(text) && text.length <= exactDigits;
    this.digits = isShort ? (point < 0 ? 0 : text.length - point - 1) : manyDigits;
    return value - value === 0 ? value : Number.NaN;
  }
}

/** Of a number: words are told apart by their first letter. */
function isBeginning(byte: number | undefined): boolean {
  return byte !== undefined && byte >= plus && byte <= 0x39; // + , - . / and digits
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
