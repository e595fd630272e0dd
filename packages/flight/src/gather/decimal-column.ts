/** Arrays whose values are numbers, not bigints. */
type NumberArray = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Float64Array;

/** What numbers of a column need of the array that is to hold them. */
export class DecimalShape {
  count = 0;
  least = Number.POSITIVE_INFINITY;
  greatest = Number.NEGATIVE_INFINITY;
  /** Most digits behind the point. */
  digits = 0;

  add(value: number, digits: number): void {
    this.count += 1;
    if (value < this.least) this.least = value;
    if (value > this.greatest) this.greatest = value;
    if (digits > this.digits) this.digits = digits;
  }
}

/** Numbers as whole ones, as wide as they need: each is a raw value × scale. */
export type DecimalColumn = {
  readonly values: NumberArray;
  readonly scale: number;
  readonly missing: number;
};

/** The last is for numbers of which each is its own raw value. */
const widths = [
  { Column: Int8Array, from: -127, to: 127, missing: -128 },
  { Column: Uint8Array, from: 0, to: 254, missing: 255 },
  { Column: Int16Array, from: -32_767, to: 32_767, missing: -32_768 },
  { Column: Uint16Array, from: 0, to: 65_534, missing: 65_535 },
  { Column: Int32Array, from: -0x7fff_ffff, to: 0x7fff_ffff, missing: -0x8000_0000 },
] as const;

/** Whole numbers of more digits would not be cheaper. */
const mostDigits = 9;

/** An empty column of `rows`, no value of which says anything yet. */
export function makeDecimalColumn(shape: DecimalShape, rows: number): DecimalColumn {
  const { least, greatest, digits, count } = shape;
  const unit = 10 ** digits;
  const width = widths.find(({ from, to }) => least * unit >= from && greatest * unit <= to);
  if (!width || digits > mostDigits || count === 0)
    return { values: new Float64Array(rows).fill(Number.NaN), scale: 1, missing: Number.NaN };
  const { Column, missing } = width;
  return { values: new Column(rows).fill(missing), scale: 1 / unit, missing };
}

/** Puts a number of the column's shape in its row. NaN says nothing. */
export function putDecimal(column: DecimalColumn, row: number, value: number): void {
  const { values, scale, missing } = column;
  if (Number.isNaN(value)) values[row] = missing;
  else values[row] = scale === 1 ? value : Math.round(value / scale);
}

/** A column of numbers that are all at hand; NaN where there is none. */
export function toDecimals(numbers: Float64Array, shape: DecimalShape): DecimalColumn {
  const column = makeDecimalColumn(shape, numbers.length);
  for (let row = 0; row < numbers.length; row += 1) putDecimal(column, row, numbers[row] as number);
  return column;
}
