/** Units of series, metric; `1` is for counts, flags and enumerations. */
export const units = [
  "1",
  "%",
  "deg",
  "m",
  "m/s",
  "s",
  "ms",
  "V",
  "A",
  "mAh",
  "degC",
  "MB",
  "mm",
  "K",
] as const;

export type Unit = (typeof units)[number];
