import type { Unit } from "../units.ts";

export type Measure = { readonly unit: Unit; readonly scale: number };

const degrees = 180 / Math.PI;
const gravity = 9.80665;

/** What MAVLink calls its units, and what that is in ours. */
const measures: Readonly<Record<string, Measure>> = {
  "/100": { unit: "1", scale: 0.01 },
  "%": { unit: "%", scale: 1 },
  "d%": { unit: "%", scale: 0.1 },
  "c%": { unit: "%", scale: 0.01 },
  s: { unit: "s", scale: 1 },
  ds: { unit: "s", scale: 0.1 },
  cs: { unit: "s", scale: 0.01 },
  ms: { unit: "ms", scale: 1 },
  us: { unit: "us", scale: 1 },
  ns: { unit: "us", scale: 0.001 },
  Hz: { unit: "Hz", scale: 1 },
  rpm: { unit: "rpm", scale: 1 },
  deg: { unit: "deg", scale: 1 },
  "deg/2": { unit: "deg", scale: 2 },
  cdeg: { unit: "deg", scale: 0.01 },
  degE5: { unit: "deg", scale: 1e-5 },
  degE7: { unit: "deg", scale: 1e-7 },
  rad: { unit: "deg", scale: degrees },
  "rad/s": { unit: "deg/s", scale: degrees },
  "mrad/s": { unit: "deg/s", scale: degrees / 1000 },
  m: { unit: "m", scale: 1 },
  dam: { unit: "m", scale: 10 },
  dm: { unit: "m", scale: 0.1 },
  cm: { unit: "m", scale: 0.01 },
  mm: { unit: "m", scale: 0.001 },
  "m/s": { unit: "m/s", scale: 1 },
  "m/s*5": { unit: "m/s", scale: 0.2 },
  "dm/s": { unit: "m/s", scale: 0.1 },
  "cm/s": { unit: "m/s", scale: 0.01 },
  "mm/s": { unit: "m/s", scale: 0.001 },
  "m/s/s": { unit: "m/s^2", scale: 1 },
  mG: { unit: "m/s^2", scale: gravity / 1000 },
  gauss: { unit: "uT", scale: 100 },
  mgauss: { unit: "uT", scale: 0.1 },
  Pa: { unit: "hPa", scale: 0.01 },
  hPa: { unit: "hPa", scale: 1 },
  kPa: { unit: "hPa", scale: 10 },
  degC: { unit: "degC", scale: 1 },
  cdegC: { unit: "degC", scale: 0.01 },
  K: { unit: "K", scale: 1 },
  V: { unit: "V", scale: 1 },
  cV: { unit: "V", scale: 0.01 },
  mV: { unit: "V", scale: 0.001 },
  A: { unit: "A", scale: 1 },
  cA: { unit: "A", scale: 0.01 },
  mA: { unit: "A", scale: 0.001 },
  mAh: { unit: "mAh", scale: 1 },
  W: { unit: "W", scale: 1 },
  hJ: { unit: "J", scale: 100 },
  g: { unit: "kg", scale: 0.001 },
  kg: { unit: "kg", scale: 1 },
  MiB: { unit: "MB", scale: 1.048576 },
};

const plain: Measure = { unit: "1", scale: 1 };

export function measureOf(unit: string): Measure {
  return measures[unit] ?? plain;
}
