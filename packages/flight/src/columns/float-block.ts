import { codecs, type BlockPlace } from "./block.ts";
import type { BlockWriter } from "./block-writer.ts";
import { deltaLength, putDeltas, shapeOf } from "./integer-block.ts";

/** Divisors worth trying, likelier ones first: milliseconds, whole numbers, 1e-7 and 1e-6 degrees. */
const divisors = [1000, 1, 10_000_000, 1_000_000];

const scratch = new Int32Array(65_536);

/**
 * Columns §4.5: numbers that are all a whole number divided by the same power of ten, bit for bit.
 * Undefined, and nothing written, where they are not, or raw is no longer.
 */
export function writeDecimals(writer: BlockWriter, values: Float64Array): BlockPlace | undefined {
  const divisor = divisors.find((one) => isDecimal(values[0] as number, one)); // not empty
  if (divisor === undefined) return undefined;
  const base = Math.round((values[0] as number) * divisor);
  const wholes = scratch.subarray(0, values.length);
  if (!toWholes(values, wholes, { divisor, base })) return undefined;
  const { over8, over16 } = shapeOf(wholes);
  const count = values.length - 1;
  const narrow = deltaLength(count, over8);
  const wide = deltaLength(2 * count, over16);
  const isNarrow = narrow <= wide;
  const length = 8 + Math.min(narrow, wide);
  if (length >= values.byteLength) return undefined;
  const { offset } = writer;
  const { buffer, at } = writer.reserve(length);
  new DataView(buffer).setFloat64(at, base, true);
  putDeltas({ buffer, at: at + 8 }, wholes, { isNarrow, escapes: isNarrow ? over8 : over16 });
  writer.end(length);
  return [isNarrow ? codecs.decimal8 : codecs.decimal16, offset, length, divisor];
}

function isDecimal(value: number, divisor: number): boolean {
  const whole = Math.round(value * divisor);
  return Number.isSafeInteger(whole) && Object.is(whole / divisor, value);
}

/** Fills in how many `1 / divisor` each value is above the base; false where one is not so. */
function toWholes(
  values: Float64Array,
  wholes: Int32Array,
  { divisor, base }: { readonly divisor: number; readonly base: number },
): boolean {
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as number; // below the length
    const whole = Math.round(value * divisor);
    const above = whole - base;
    if (whole / divisor !== value || (value === 0 && Object.is(value, -0))) return false;
    if (!(Math.abs(above) < 2 ** 31) || Math.abs(whole) > 2 ** 52) return false;
    wholes[at] = above;
  }
  return true;
}

/** An escape: the value itself follows, as this is no step. */
const escape = -0x8000_0000;

/**
 * Columns §4.6: any numbers that change little by little, as positions do. The bits of each are
 * taken for a whole number of 64 bits; what is written is how its steps change. Undefined, and
 * nothing written, where raw is no longer.
 */
export function writeSteps(writer: BlockWriter, values: Float64Array): BlockPlace | undefined {
  const { length } = values;
  const most = 4 * length + 8 * length + 8;
  const { offset } = writer;
  const { buffer, at: start } = writer.reserve(most);
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * length);
  const steps = new Int32Array(buffer, start, length + (length & 1));
  const escaped = new Uint32Array(buffer, start + steps.byteLength, 2 * length);
  let escapes = 0;
  let lastStep = 0;
  for (let at = 0; at < length; at += 1) {
    const step = at === 0 ? Number.NaN : stepTo(words, at);
    const change = step - lastStep;
    const fits = change > escape && change < -escape;
    steps[at] = fits ? change : escape;
    lastStep = fits ? step : 0;
    if (fits) continue;
    escaped[2 * escapes] = words[2 * at] as number; // two words a value
    escaped[2 * escapes + 1] = words[2 * at + 1] as number;
    escapes += 1;
  }
  if (length & 1) steps[length] = 0;
  const bytes = steps.byteLength + 8 * escapes;
  if (bytes >= values.byteLength) return undefined;
  writer.end(bytes);
  return [codecs.steps, offset, bytes];
}

/** From the bits of the value before; exact where it is below 2^53, which alone is used. */
function stepTo(words: Uint32Array, at: number): number {
  const high = (words[2 * at + 1] as number) - (words[2 * at - 1] as number); // at is not the first
  return high * 2 ** 32 + ((words[2 * at] as number) - (words[2 * at - 2] as number));
}
