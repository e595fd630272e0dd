/** Decimals that each unit is worth: no digits that nobody measured, none lost. */
const digits: Readonly<Record<string, number>> = {
  deg: 7,
  m: 3,
  "m/s": 2,
  s: 9, // exposures are short
  V: 3,
  A: 3,
  degC: 2,
  "%": 1,
};

/** A value as text, without needless zeros; empty where there is none. */
export function textOf(value: number, unit: string): string {
  if (!Number.isFinite(value)) return "";
  const fixed = value.toFixed(digits[unit] ?? 6);
  const short = fixed.includes(".") ? fixed.replace(/\.?0+$/, "") : fixed;
  return short === "-0" ? "0" : short;
}

/** For formats that hold numbers, not text. */
export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
