import type { Line } from "@homepoint/flight";
import { expect, test } from "vitest";
import type { ChartLine } from "../../charts/chart-line.ts";
import { en } from "../../words/en.ts";
import { makeI18n, sayWith } from "../../words/i18n.ts";
import { chartLine, lineFor, panesOf } from "./chart-lines.ts";

const say = sayWith(makeI18n("en", en));
const values = Float64Array.from([0, 10, Number.NaN]);

function line(part: Partial<Line>): Line {
  const times = Float64Array.from([0, 1, 2]);
  return { source: "OSD.x", unit: "m", rowsPerPoint: 1, times, low: values, high: values, ...part };
}

test("metres become feet where feet are wanted, and gaps stay gaps", () => {
  const shown = chartLine("height", line({ name: "height" }), { system: "imperial", say });
  expect(shown).toMatchObject({ title: "Height above take-off", unit: "ft" });
  expect([...shown.low].map((value) => Math.round(value))).toEqual([0, 33, Number.NaN]);
  expect(shown.high).toBeUndefined();
});

test("a thinned line keeps its lowest and highest", () => {
  const high = Float64Array.from([1, 11, Number.NaN]);
  const shown = chartLine("OSD.x", line({ high, rowsPerPoint: 64 }), { system: "metric", say });
  expect(shown.high).toEqual(high);
});

test("a key finds the series of that name before one of that source", () => {
  const [named, other] = [line({ name: "height" }), line({ source: "height" })];
  expect(lineFor([other, named], "height")).toBe(named);
  expect(lineFor([other], "height")).toBe(other);
  expect(lineFor([named], "OSD.x")).toBe(named);
  expect(lineFor([], "height")).toBeUndefined();
});

test("lines of one unit share a pane, those with names for values stand alone", () => {
  const of = (key: string, unit: string, labels?: Record<number, string>): ChartLine => ({
    ...chartLine(key, line({}), { system: "metric", say }),
    unit,
    ...(labels ? { labels } : {}),
  });
  const panes = panesOf([
    of("a", "m"),
    of("b", "%"),
    of("c", "m"),
    of("d", ""),
    of("e", "", { 0: "x" }),
  ]);
  expect(panes.map((pane) => pane.map(({ key }) => key))).toEqual([
    ["a", "c"],
    ["b"],
    ["d"],
    ["e"],
  ]);
});
