import { problem } from "../problems.ts";
import type { TypedArray } from "../table.ts";
import { blockRows, codecs, readSpelled, type BlockPlace } from "./block.ts";
import { bytesOf } from "./element-types.ts";
import { deltaLength, runsLength, valuesAt } from "./integer-block.ts";

/** Bytes of the file, borrowed; undefined where they are not at hand. */
export type TakeBytes = (offset: number, length: number) => Uint8Array | undefined;

/**
 * Fills a stretch of a column with the values of a block. `into` is as long as the block has values.
 *
 * @throws flight/damaged-columns
 */
export function readBlock(place: BlockPlace, into: TypedArray, take: TakeBytes): void {
  if (place.length === 2) return fillConstant(into, place[1]);
  const [codec, offset, length, divisor] = place;
  const borrowed = take(offset, length);
  if (!borrowed) throw damaged("a block is not at hand");
  const block = aligned(borrowed);
  const is64 = into.BYTES_PER_ELEMENT === 8;
  if (codec === codecs.raw) return readRaw(block, into);
  if (codec === codecs.steps && into instanceof Float64Array) return readSteps(block, into);
  if ((codec === codecs.decimal8 || codec === codecs.decimal16) && into instanceof Float64Array)
    return readDecimals(block, into, {
      isNarrow: codec === codecs.decimal8,
      divisor: divisor ?? 0,
    });
  if (is64) throw damaged("a block has a codec that is not for its type");
  const isFloat = into instanceof Float32Array;
  if (codec === codecs.runs) return readRuns(block, isFloat ? wordsOf(into) : (into as Int32Array)); // 32 bits at most
  if (codec !== codecs.delta8 && codec !== codecs.delta16) throw damaged("a codec is unknown");
  const integers = isFloat ? wordsOf(into) : widened.subarray(0, into.length);
  readDeltas(block, integers, codec === codecs.delta8);
  if (!isFloat) (into as Int32Array).set(integers);
}

const widened = new Int32Array(blockRows);

function wordsOf(values: Float32Array | Float64Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, values.byteLength / 4);
}

/** Typed arrays need their place in memory to be a multiple of their elements. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
}

function fillConstant(into: TypedArray, spelled: unknown): void {
  const value = readSpelled(spelled);
  const isBig = into instanceof BigInt64Array || into instanceof BigUint64Array;
  if (value === undefined || isBig !== (typeof value === "bigint"))
    throw damaged("a constant is not of its type");
  into.fill(value as never); // checked in the line above
}

function readRaw(block: Uint8Array, into: TypedArray): void {
  if (block.length !== into.byteLength) throw damaged("a raw block is not as long as its values");
  bytesOf(into).set(block);
}

type Narrow = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array;

function readRuns(block: Uint8Array, into: Narrow): void {
  const view = new DataView(block.buffer, block.byteOffset, block.length);
  const runs = block.length >= 4 ? view.getUint32(0, true) : 0;
  const elementBytes = into.BYTES_PER_ELEMENT;
  if (runs === 0 || runs > into.length || block.length !== runsLength(runs, elementBytes))
    throw damaged("runs are not as long as they say");
  const Type = into.constructor as new (b: ArrayBufferLike, o: number, n: number) => Narrow;
  const values = new Type(block.buffer, block.byteOffset + valuesAt(runs, elementBytes), runs);
  let at = 0;
  for (let run = 0; run < runs; run += 1) {
    const end = at + view.getUint16(4 + 2 * run, true) + 1;
    into.fill(values[run] as number, at, end); // below the count
    at = end;
  }
  if (at !== into.length) throw damaged("runs are not as many as their values");
}

function readDeltas(block: Uint8Array, into: Int32Array, isNarrow: boolean): void {
  const count = into.length - 1;
  const deltaBytes = count * (isNarrow ? 1 : 2);
  if (block.length < 8) throw damaged("deltas are not as long as they say");
  const head = new DataView(block.buffer, block.byteOffset, 8);
  const escapes = head.getUint32(4, true);
  if (block.length !== deltaLength(deltaBytes, escapes))
    throw damaged("deltas are not as long as they say");
  const deltas = isNarrow
    ? new Int8Array(block.buffer, block.byteOffset + 8, count)
    : new Int16Array(block.buffer, block.byteOffset + 8, count);
  const tail = block.byteOffset + 8 + ((deltaBytes + 3) & ~3);
  const escaped = new Int32Array(block.buffer, tail, escapes);
  const escape = isNarrow ? -128 : -32_768;
  let value = head.getInt32(0, true);
  let next = 0;
  into[0] = value;
  for (let at = 0; at < count; at += 1) {
    const step = deltas[at] as number; // below the count
    if (step === escape) {
      value = escaped[next] ?? 0;
      next += 1;
    } else value = (value + step) | 0;
    into[at + 1] = value;
  }
  if (next !== escapes) throw damaged("deltas have not as many escapes as they say");
}

function readDecimals(
  block: Uint8Array,
  into: Float64Array,
  { isNarrow, divisor }: { readonly isNarrow: boolean; readonly divisor: number },
): void {
  if (block.length < 16 || !(divisor > 0)) throw damaged("decimals are not as long as they say");
  const base = new Float64Array(block.buffer, block.byteOffset, 1)[0] as number; // 16 bytes
  const wholes = widened.subarray(0, into.length);
  readDeltas(block.subarray(8), wholes, isNarrow);
  for (let at = 0; at < into.length; at += 1) into[at] = (base + (wholes[at] as number)) / divisor; // as many as values
}

const stepEscape = -0x8000_0000;

function readSteps(block: Uint8Array, into: Float64Array): void {
  const { length } = into;
  const head = 4 * (length + (length & 1));
  if (block.length < head || (block.length - head) % 8 !== 0)
    throw damaged("steps are not as long as they say");
  const steps = new Int32Array(block.buffer, block.byteOffset, length);
  const escaped = new Uint32Array(block.buffer, block.byteOffset + head, (block.length - head) / 4);
  const words = new Uint32Array(into.buffer, into.byteOffset, 2 * length);
  let [low, high, step, next] = [0, 0, 0, 0];
  for (let at = 0; at < length; at += 1) {
    const change = steps[at] as number; // as many as values
    if (change === stepEscape) {
      low = escaped[next] ?? 0;
      high = escaped[next + 1] ?? 0;
      next += 2;
      step = 0;
    } else {
      step += change;
      const sum = low + step;
      const carry = Math.floor(sum / 2 ** 32);
      low = sum - carry * 2 ** 32;
      high = (high + carry) >>> 0;
    }
    words[2 * at] = low;
    words[2 * at + 1] = high;
  }
  if (next !== escaped.length) throw damaged("steps have not as many escapes as they say");
}

export function damaged(why: string) {
  return problem("damaged-columns", { why });
}
