import type { TypedArray } from "../../table.ts";
import type { Field } from "./layout.ts";
import type { Rows } from "./rows.ts";

/** Bytes of the first cipher block, which a lost row before spoils, §5. */
const doubtfulBytes = 16;

export type Column = { readonly values: TypedArray; readonly missing: number | undefined };

/**
 * Marks what a column does not know: rows too short for the field, or not to be believed where it
 * lies. Where there are such rows, integers are kept a size wider, so that `missing` is none of
 * their values.
 */
export function withMissing(
  values: TypedArray,
  field: Field,
  { rows, shortest }: { readonly rows: Rows; readonly shortest: number },
): Column {
  if (field.plausible) clearImplausible(values, field);
  const absent = absentRows(field, rows, shortest);
  if (values instanceof Float64Array || values instanceof Float32Array) {
    for (const row of absent) values[row] = Number.NaN;
    return { values, missing: Number.NaN };
  }
  if (absent.length > 0) return widened(values, field.missing, absent);
  return { values, missing: field.missing };
}

const none: readonly number[] = [];

function absentRows(field: Field, rows: Rows, shortest: number): readonly number[] {
  const { end } = field;
  const doubtful = field.at < doubtfulBytes ? rows.doubtful : none;
  if (end <= shortest) return doubtful;
  const absent = [...doubtful];
  for (let row = 0; row < rows.count; row += 1)
    if ((rows.lengths[row] as number) < end) absent.push(row); // below the count
  return absent;
}

function clearImplausible(values: TypedArray, { plausible, missing }: Field): void {
  const [least, most] = plausible ?? [0, 0];
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] as number; // below the length; fields are never bigint
    if (value < least || value > most) values[row] = missing ?? 0;
  }
}

/** Which wider array has room for a value that is none of the field's. */
const wider = {
  Uint8Array: { Wider: Int16Array, missing: -32_768 },
  Int8Array: { Wider: Int16Array, missing: -32_768 },
  Uint16Array: { Wider: Int32Array, missing: -2_147_483_648 },
  Int16Array: { Wider: Int32Array, missing: -2_147_483_648 },
  Uint32Array: { Wider: Float64Array, missing: Number.NaN },
  Int32Array: { Wider: Float64Array, missing: Number.NaN },
} as const;

function widened(from: TypedArray, own: number | undefined, absent: readonly number[]): Column {
  const { Wider, missing } = wider[from.constructor.name as keyof typeof wider]; // an integer column
  const values = new Wider(from.length);
  for (let row = 0; row < from.length; row += 1)
    values[row] = from[row] === own ? missing : Number(from[row]);
  for (const row of absent) values[row] = missing;
  return { values, missing };
}
