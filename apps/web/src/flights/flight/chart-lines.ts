import type { Line } from "@homepoint/flight";
import type { ChartLine } from "../../charts/chart-line.ts";
import { axisUnit, type UnitSystem } from "../../units/unit-systems.ts";
import type { Say } from "../../words/i18n.ts";
import { seriesTitle } from "./series-list.ts";

export type Shown = { readonly system: UnitSystem; readonly say: Say };

/** The line of a wanted series; undefined where it is not among them. */
export function lineFor(lines: readonly Line[], key: string): Line | undefined {
  return (
    lines.find(({ name }) => name === key) ??
    lines.find(({ source, name }) => source === key && name === undefined) ??
    lines.find(({ source }) => source === key)
  );
}

/** A line in the units that the person wants. */
export function chartLine(key: string, line: Line, { system, say }: Shown): ChartLine {
  const { label, factor } = axisUnit(system, line.unit);
  const convert = (values: Float64Array): Float64Array =>
    factor === 1 ? values : values.map((value) => value * factor);
  const low = convert(line.low);
  return {
    key,
    title: seriesTitle(key, say),
    unit: label,
    digits: digitsOf(line),
    times: line.times,
    low,
    ...(line.high === line.low ? {} : { high: convert(line.high) }),
    ...(line.labels ? { labels: line.labels } : {}),
  };
}

const digitsByUnit: Readonly<Record<string, number>> = { "%": 0, "1": 0, V: 2, deg: 1, mm: 0 };
const moreDigits = new Set(["latitude", "longitude", "homeLatitude", "homeLongitude"]);

function digitsOf({ name, unit }: Line): number {
  return name !== undefined && moreDigits.has(name) ? 6 : (digitsByUnit[unit] ?? 1);
}

/** Lines that can share a chart: of one unit; a series with names for its values stands alone. */
export function panesOf(lines: readonly ChartLine[]): ChartLine[][] {
  const panes = new Map<string, ChartLine[]>();
  for (const line of lines) {
    const pane = line.labels || line.unit === "" ? line.key : line.unit;
    panes.set(pane, [...(panes.get(pane) ?? []), line]);
  }
  return [...panes.values()];
}
