import type { Unit } from "../../units.ts";

export type Measure = { readonly unit: Unit; readonly scale: number };

const degrees = 180 / Math.PI;

/** What UNIT rows call a unit, and what that is in ours. */
const measures: Readonly<Record<string, Measure>> = {
  A: { unit: "A", scale: 1 },
  deg: { unit: "deg", scale: 1 },
  degheading: { unit: "deg", scale: 1 },
  deglatitude: { unit: "deg", scale: 1 },
  deglongitude: { unit: "deg", scale: 1 },
  "deg/s": { unit: "deg/s", scale: 1 },
  rad: { unit: "deg", scale: degrees },
  "rad/s": { unit: "deg/s", scale: degrees },
  Gauss: { unit: "uT", scale: 100 },
  "A.s": { unit: "mAh", scale: 1 / 3.6 },
  Ah: { unit: "mAh", scale: 1000 },
  mAh: { unit: "mAh", scale: 1 },
  "W.s": { unit: "J", scale: 1 },
  "W.h": { unit: "J", scale: 3600 },
  W: { unit: "W", scale: 1 },
  Watt: { unit: "W", scale: 1 },
  m: { unit: "m", scale: 1 },
  "m/s": { unit: "m/s", scale: 1 },
  "m/s/s": { unit: "m/s^2", scale: 1 },
  degC: { unit: "degC", scale: 1 },
  "%": { unit: "%", scale: 1 },
  s: { unit: "s", scale: 1 },
  us: { unit: "us", scale: 1 },
  ms: { unit: "ms", scale: 1 },
  rpm: { unit: "rpm", scale: 1 },
  v: { unit: "V", scale: 1 },
  V: { unit: "V", scale: 1 },
  Volt: { unit: "V", scale: 1 },
  Pa: { unit: "hPa", scale: 0.01 },
  z: { unit: "Hz", scale: 1 },
  Hz: { unit: "Hz", scale: 1 },
  dB: { unit: "dB", scale: 1 },
  kg: { unit: "kg", scale: 1 },
};

const plain: Measure = { unit: "1", scale: 1 };

export function measureOf(unit: string): Measure {
  return measures[unit] ?? plain;
}

/**
 * Units of fields that logs before 2018 do not state: by kind of row and field, with the factor by
 * which the number in the log is to be multiplied.
 */
const usual: readonly (readonly [source: RegExp, unit: string, factor: number])[] = [
  [/\.TimeUS$/, "us", 1],
  [/\.TimeMS$/, "ms", 1],
  [/\.(?:Lat|Lng)$/, "deg", 1],
  [/^(?:GPS|GPS2|POS)\.(?:Alt|RelAlt|RelHomeAlt|RelOriginAlt)$/, "m", 1],
  [/^GPS2?\.(?:Spd|VZ)$/, "m/s", 1],
  [/^GPS2?\.GCrs$/, "deg", 1],
  [/^(?:ATT|AHR2|EKF1|NKF1|SIM)\.(?:Des)?(?:Roll|Pitch|Yaw)$/, "deg", 1],
  [/^(?:AHR2|SIM)\.Alt$/, "m", 1],
  [/^(?:EKF1|NKF1)\.(?:VN|VE|VD)$/, "m/s", 1],
  [/^(?:EKF1|NKF1)\.(?:PN|PE|PD)$/, "m", 1],
  [/^CTUN\.(?:DAlt|Alt|BarAlt|BAlt|DSAlt|SAlt|TAlt)$/, "m", 1],
  [/^CTUN\.D?CR(?:t|ate)$/, "m/s", 0.01],
  [/^BAR[O23]\.Alt$/, "m", 1],
  [/^BAR[O23]\.Press$/, "Pa", 1],
  [/^BAR[O23]\.Temp$/, "degC", 1],
  [/^BAR[O23]\.CRt$/, "m/s", 1],
  [/^IMU[23]?\.Acc[XYZ]$/, "m/s/s", 1],
  [/^IMU[23]?\.Gyr[XYZ]$/, "rad/s", 1],
  [/^MAG[23]?\.(?:Mag|Ofs|MOfs)[XYZ]$/, "Gauss", 0.001],
  [/^CURR\.(?:Volt|Curr)$/, "", 0.01],
  [/^CURR\.CurrTot$/, "mAh", 1],
  [/^BAT2?\.Volt$/, "V", 1],
  [/^BAT2?\.Curr$/, "A", 1],
  [/^RC(?:IN|OU)\.C(?:h)?\d+$/, "us", 1],
];

/** In older logs voltages and currents of CURR are whole hundredths. */
const hundredths: Readonly<Record<string, string>> = { "CURR.Volt": "V", "CURR.Curr": "A" };

/** What a field means whose unit the log does not state. */
export function usualMeasure(source: string, isWhole: boolean): Measure {
  const found = usual.find(([pattern]) => pattern.test(source));
  if (!found) return plain;
  const [, stated, factor] = found;
  const { unit, scale } = measureOf(stated || (hundredths[source] ?? ""));
  return { unit, scale: scale * (isWhole || factor === 1 ? factor : 1) };
}
