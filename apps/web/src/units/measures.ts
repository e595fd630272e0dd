import { unitFor, type Quantity, type UnitSystem } from "./unit-systems.ts";

/** Turns metric values into text in one language and one system of units; null becomes a dash. */
export type Measures = {
  readonly language: string;
  readonly system: UnitSystem;
  height(meters: number | null | undefined): string;
  distance(meters: number | null | undefined): string;
  speed(metersPerSecond: number | null | undefined): string;
  /** `12:34`, from an hour on `1:02:03`. */
  clock(seconds: number | null | undefined): string;
  /** For sums: `3 h 12 min`. */
  long(seconds: number): string;
  size(bytes: number): string;
  number(value: number, digits?: number): string;
};

export const dash = "–";
const gap = "\u202f";

export function makeMeasures(language: string, system: UnitSystem): Measures {
  const number = (value: number, digits = 0): string =>
    new Intl.NumberFormat(language, {
      signDisplay: "negative", // none before a rounded 0
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(value);
  const of = (quantity: Quantity) => (value: number | null | undefined) => {
    if (value === null || value === undefined || !Number.isFinite(value)) return dash;
    const unit = unitFor(system, quantity, value);
    return `${number(value * unit.factor, unit.digits)}${gap}${unit.label}`;
  };
  return {
    language,
    system,
    height: of("height"),
    distance: of("distance"),
    speed: of("speed"),
    clock: (seconds) => (Number.isFinite(seconds) ? clockText(Number(seconds)) : dash),
    long: (seconds) => longText(seconds, number),
    size: (bytes) => sizeText(bytes, number),
    number,
  };
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function clockText(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const sign = seconds <= -0.5 ? "−" : "";
  const text = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes);
  return `${sign}${text}:${two(whole % 60)}`;
}

type NumberText = Measures["number"];

function longText(seconds: number, number: NumberText): string {
  const minutes = Math.round(seconds / 60);
  if (seconds < 60) return `${number(Math.round(seconds))}${gap}s`;
  if (minutes < 60) return `${number(minutes)}${gap}min`;
  const hours = `${number(Math.floor(minutes / 60))}${gap}h`;
  return minutes < 6000 && minutes % 60 > 0 ? `${hours} ${number(minutes % 60)}${gap}min` : hours;
}

const sizes = ["B", "kB", "MB", "GB", "TB"] as const;

function sizeText(bytes: number, number: NumberText): string {
  const step = Math.min(sizes.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** step;
  return `${number(value, step === 0 || value >= 100 ? 0 : 1)}${gap}${sizes[step]}`;
}
