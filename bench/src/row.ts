/** One measurement: a line of `npm run bench -- --json`. */
export type Row = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer?: string;
  readonly peerValue?: number;
  /** How many times better than the peer. */
  readonly ratio?: number;
  /** What was measured on. */
  readonly inputs: string;
};

/** Makes some rows; run alone by its name. */
export type RowMaker = () => Promise<readonly Row[]>;

export function rounded(value: number, digits = 3): number {
  return Number(value.toPrecision(digits));
}
