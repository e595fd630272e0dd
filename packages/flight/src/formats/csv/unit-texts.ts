import { units, type Unit } from "../../units.ts";

/** What a written number means: number × scale + offset, in `unit`. */
export type Conversion = {
  readonly unit: Unit;
  readonly scale: number;
  readonly offset: number;
};

const plain = (unit: Unit): Conversion => ({ unit, scale: 1, offset: 0 });
const scaled = (unit: Unit, scale: number): Conversion => ({ unit, scale, offset: 0 });

export const unitless = plain("1");

const foot = scaled("m", 0.3048);
const mile = scaled("m", 1609.344);
const milePerHour = scaled("m/s", 0.44704);
const kilometerPerHour = scaled("m/s", 1 / 3.6);
const knot = scaled("m/s", 1852 / 3600);
const fahrenheit: Conversion = { unit: "degC", scale: 5 / 9, offset: -160 / 9 };

/** Units as headers write them, in small letters; the last block is of columns that name none. */
export const unitTexts = {
  m: plain("m"),
  meter: plain("m"),
  meters: plain("m"),
  metres: plain("m"),
  ft: foot,
  feet: foot,
  mi: mile,
  miles: mile,
  km: scaled("m", 1000),
  "m/s": plain("m/s"),
  mps: plain("m/s"),
  mph: milePerHour,
  "km/h": kilometerPerHour,
  kmh: kilometerPerHour,
  kph: kilometerPerHour,
  kn: knot,
  kt: knot,
  kts: knot,
  knots: knot,
  "ft/s": scaled("m/s", 0.3048),
  "ft/min": scaled("m/s", 0.3048 / 60),
  deg: plain("deg"),
  degrees: plain("deg"),
  "°": plain("deg"),
  f: fahrenheit,
  "°f": fahrenheit,
  c: plain("degC"),
  "°c": plain("degC"),
  v: plain("V"),
  mv: scaled("V", 0.001),
  a: plain("A"),
  ma: scaled("A", 0.001),
  mah: plain("mAh"),
  percent: plain("%"),
  "%": plain("%"),
  s: plain("s"),
  sec: plain("s"),
  seconds: plain("s"),
  pa: scaled("hPa", 0.01),
  hpa: plain("hPa"),
  w: plain("W"),
  hz: plain("Hz"),
  rpm: plain("rpm"),
  mb: plain("MB"),

  none: unitless,
  "tenth of a degree": scaled("deg", 0.1),
  "tenth of a kelvin": { unit: "degC", scale: 0.1, offset: -273.15 },
  /** Counted as positive while the battery gives it. */
  "drawn a": scaled("A", -1),
  /** Sticks go from 364 to 1684, centred at 1024. */
  stick: { unit: "%", scale: 100 / 660, offset: (-1024 * 100) / 660 },
  "hundredth of a percent": scaled("%", 0.01),
} as const satisfies Readonly<Record<string, Conversion>>;

export type UnitText = keyof typeof unitTexts;

/** What a unit in a header means; undefined where it is none. */
export function conversionOf(text: string): Conversion | undefined {
  const own = units.find((unit) => unit === text);
  if (own) return plain(own);
  const written = text.trim().toLowerCase();
  return Object.hasOwn(unitTexts, written) ? unitTexts[written as UnitText] : undefined;
}
