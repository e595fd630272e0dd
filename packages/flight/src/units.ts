/** Units of series, metric; `1` counts, flags and enumerations. */
export type Unit =
  | "1"
  | "%"
  | "deg"
  | "m"
  | "m/s"
  | "s"
  | "ms"
  | "V"
  | "A"
  | "mAh"
  | "degC"
  | "MB"
  | "mm"
  | "K";
