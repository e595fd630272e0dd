import { equalBytes } from "@homepoint/base";
import type { TypedArray } from "../table.ts";
import { codecs, spell, type BlockPlace } from "./block.ts";
import type { BlockWriter } from "./block-writer.ts";
import { bytesOf } from "./element-types.ts";
import { writeDecimals, writeSteps } from "./float-block.ts";
import { shapeOf, writeIntegers } from "./integer-block.ts";

/** Integers of every type are widened here, so that the loops over them see one type only. */
const widened = new Int32Array(65_536);

/** Writes up to 65,536 values in the codec that takes least room; the same bits are read back. */
export function writeBlock(writer: BlockWriter, values: TypedArray): BlockPlace {
  if (values.BYTES_PER_ELEMENT === 8) return writeLong(writer, values as Float64Array); // or i64, u64
  const integers = toIntegers(values);
  const { BYTES_PER_ELEMENT: elementBytes, byteLength: rawBytes } = values;
  const shape = shapeOf(integers);
  return (
    (shape.runs === 1 ? constantBlock(values) : undefined) ??
    writeIntegers(writer, integers, { ...shape, elementBytes, rawBytes }) ??
    writeRaw(writer, values)
  );
}

/** Bits of f32, values of all others; u32 wraps, and wraps back. */
function toIntegers(values: TypedArray): Int32Array {
  if (values instanceof Float32Array)
    return new Int32Array(values.buffer, values.byteOffset, values.length);
  const integers = widened.subarray(0, values.length);
  integers.set(values as Int32Array); // or narrower, or u32: all that is left
  return integers;
}

function writeLong(writer: BlockWriter, values: Float64Array): BlockPlace {
  const words = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  return (
    (isRepeated(words) ? constantBlock(values) : undefined) ??
    (values instanceof Float64Array ? writeDecimals(writer, values) : undefined) ??
    (values instanceof Float64Array ? writeSteps(writer, values) : undefined) ??
    writeRaw(writer, values)
  );
}

/** Pairs of words that are all the first. */
function isRepeated(words: Int32Array): boolean {
  for (let at = 2; at < words.length; at += 1) if (words[at] !== words[at - 2]) return false;
  return true;
}

/** Columns §4.1. Undefined for a NaN of other bits than the usual, which no text can hold. */
function constantBlock(values: TypedArray): BlockPlace | undefined {
  const value = values[0] as number | bigint; // blocks are not empty
  if (Number.isNaN(value) && !isUsualNan(values)) return undefined;
  return [codecs.constant, spell(value)];
}

/** Says whether the first value, which is NaN, has the bits that NaN is given when it is read. */
function isUsualNan(values: TypedArray): boolean {
  const first = values.slice(0, 1);
  const usual = first.slice();
  usual.fill(Number.NaN as never); // only arrays of floats hold one
  return equalBytes(bytesOf(first), bytesOf(usual));
}

function writeRaw(writer: BlockWriter, values: TypedArray): BlockPlace {
  const { offset } = writer;
  const { byteLength } = values;
  const { buffer, at } = writer.reserve(byteLength);
  new Uint8Array(buffer, at, byteLength).set(bytesOf(values));
  writer.end(byteLength);
  return [codecs.raw, offset, byteLength];
}
