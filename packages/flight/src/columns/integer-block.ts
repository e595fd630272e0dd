import { codecs, type BlockPlace } from "./block.ts";
import type { BlockWriter, Room } from "./block-writer.ts";

/** Of some integers: how many runs of equal ones, and how many steps do not fit in a byte or two. */
export type Shape = { readonly runs: number; readonly over8: number; readonly over16: number };

/** Largest step a narrow delta holds; one more, negative, says that the value itself follows. */
const most8 = 127;
const most16 = 32_767;

/**
 * Columns §4.2 to §4.4: writes integers in whichever of runs and deltas takes least room. Undefined,
 * and nothing written, where that is not less than `rawBytes`.
 */
export function writeIntegers(
  writer: BlockWriter,
  values: Int32Array,
  shape: Shape & { readonly elementBytes: number; readonly rawBytes: number },
): BlockPlace | undefined {
  const { length } = values;
  const { elementBytes, rawBytes } = shape;
  const lengths = {
    runs: runsLength(shape.runs, elementBytes),
    delta8: deltaLength(length - 1, shape.over8),
    delta16: deltaLength(2 * (length - 1), shape.over16),
  };
  const least = Math.min(lengths.runs, lengths.delta8, lengths.delta16);
  if (least >= rawBytes) return undefined;
  const { offset } = writer;
  if (least === lengths.runs) {
    writeRuns(writer, values, { runs: shape.runs, elementBytes });
    return [codecs.runs, offset, least];
  }
  const isNarrow = least === lengths.delta8;
  writeDeltas(writer, values, { isNarrow, escapes: isNarrow ? shape.over8 : shape.over16 });
  return [isNarrow ? codecs.delta8 : codecs.delta16, offset, least];
}

export function shapeOf(values: Int32Array): Shape {
  let runs = 1;
  let over8 = 0;
  let over16 = 0;
  let last = values[0] as number; // blocks are not empty
  for (let at = 1; at < values.length; at += 1) {
    const value = values[at] as number; // below the length
    const step = (value - last) | 0;
    last = value;
    if (step === 0) continue;
    runs += 1;
    if (step > most8 || step < -most8) over8 += 1;
    if (step > most16 || step < -most16) over16 += 1;
  }
  return { runs, over8, over16 };
}

/** u32 count; u16 length - 1 of each run; padding; value of each run. */
export function runsLength(runs: number, elementBytes: number): number {
  return valuesAt(runs, elementBytes) + runs * elementBytes;
}

/** Where the values of runs begin, from the start of the block. */
export function valuesAt(runs: number, elementBytes: number): number {
  return Math.ceil((4 + 2 * runs) / elementBytes) * elementBytes;
}

/** i32 first value; u32 count of escapes; deltas; padding; i32 of each escape. */
export function deltaLength(deltaBytes: number, escapes: number): number {
  return 8 + ((deltaBytes + 3) & ~3) + 4 * escapes;
}

function writeRuns(
  writer: BlockWriter,
  values: Int32Array,
  { runs, elementBytes }: { readonly runs: number; readonly elementBytes: number },
): void {
  const bytes = runsLength(runs, elementBytes);
  const { buffer, at: start } = writer.reserve(bytes);
  const view = new DataView(buffer, start, bytes);
  new Uint8Array(buffer, start, bytes).fill(0);
  view.setUint32(0, runs, true);
  const set = setters[elementBytes as 1 | 2 | 4]; // integer types are of these sizes
  let first = 0;
  let run = 0;
  let to = valuesAt(runs, elementBytes);
  for (let at = 1; at <= values.length; at += 1) {
    if (at < values.length && values[at] === values[first]) continue;
    view.setUint16(4 + 2 * run, at - first - 1, true);
    set(view, to, values[first] as number); // below the length
    run += 1;
    to += elementBytes;
    first = at;
  }
  writer.end(bytes);
}

const setters = {
  1: (view: DataView, at: number, value: number) => view.setInt8(at, value),
  2: (view: DataView, at: number, value: number) => view.setInt16(at, value, true),
  4: (view: DataView, at: number, value: number) => view.setInt32(at, value, true),
} as const;

export type DeltaShape = { readonly isNarrow: boolean; readonly escapes: number };

function writeDeltas(writer: BlockWriter, values: Int32Array, shape: DeltaShape): void {
  const length = deltaLength((values.length - 1) * (shape.isNarrow ? 1 : 2), shape.escapes);
  putDeltas(writer.reserve(length), values, shape);
  writer.end(length);
}

/** Puts deltas into room that was reserved for them. */
export function putDeltas(
  { buffer, at: offset }: Room,
  values: Int32Array,
  { isNarrow, escapes }: DeltaShape,
): void {
  const count = values.length - 1;
  const head = new Int32Array(buffer, offset, 2);
  head[0] = values[0] as number; // blocks are not empty
  head[1] = escapes;
  const deltas = isNarrow
    ? new Int8Array(buffer, offset + 8, count)
    : new Int16Array(buffer, offset + 8, count);
  const deltaBytes = deltas.byteLength;
  const escaped = new Int32Array(buffer, offset + 8 + ((deltaBytes + 3) & ~3), escapes);
  new Uint8Array(buffer, offset + 8 + deltaBytes, -deltaBytes & 3).fill(0);
  const most = isNarrow ? most8 : most16;
  let next = 0;
  let last = values[0] as number;
  for (let at = 0; at < count; at += 1) {
    const value = values[at + 1] as number; // one more value than deltas
    const step = (value - last) | 0;
    last = value;
    if (step <= most && step >= -most) {
      deltas[at] = step;
    } else {
      deltas[at] = -most - 1;
      escaped[next] = value;
      next += 1;
    }
  }
}
