import type { Line } from "@homepoint/flight";
import type { ChartLine } from "../../charts/chart-line.ts";
import { axisUnit, type UnitSystem } from "../../units/unit-systems.ts";

export type LineWords = { readonly system: UnitSystem; readonly title: string };

/** A line in the units that the person wants. */
export function chartLine(line: Line, { system, title }: LineWords): ChartLine {
  const { key, times, labels } = line;
  const { label, factor } = axisUnit(system, line.unit);
  const convert = (values: Float64Array): Float64Array =>
    factor === 1 ? values : values.map((value) => value * factor);
  const low = convert(line.low);
  return {
    key,
    title,
    unit: label,
    digits: digitsOf(line),
    times,
    low,
    ...(line.high === line.low ? {} : { high: convert(line.high) }),
    ...(labels ? { labels } : {}),
  };
}

const digitsByUnit: Readonly<Record<string, number>> = { "%": 0, V: 2, deg: 1, mm: 0 };
const moreDigits = new Set(["latitude", "longitude", "homeLatitude", "homeLongitude"]);
const mostDigits = 6;
const countedUnit = "1";

/** Numbers without a unit may be counts, or shares of one. */
function digitsOf({ name, unit, low }: Line): number {
  if (name !== undefined && moreDigits.has(name)) return mostDigits;
  if (unit !== countedUnit) return digitsByUnit[unit] ?? 1;
  const greatest = low.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);
  const isWhole = low.every((value) => Number.isNaN(value) || Number.isInteger(value));
  if (isWhole) return 0;
  return Math.min(mostDigits, Math.max(0, 3 - Math.floor(Math.log10(greatest || 1))));
}
