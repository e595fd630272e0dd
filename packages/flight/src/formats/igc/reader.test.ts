import { utf8 } from "@homepoint/base";
import { fly, plans, writeIgc, type IgcStyle } from "@homepoint/testdata";
import { describe, expect, test } from "vitest";
import { describeFlightReader } from "../../flight-reader.contract.ts";
import { findSeries } from "../../summary/find-series.ts";
import { summarize } from "../../summary/summarize.ts";
import { valuesOf, type Table } from "../../table.ts";
import { igcReader } from "./reader.ts";

const flight = fly({ ...plans.point, waypoints: plans.point.waypoints.slice(0, 6) });
const styles: readonly IgcStyle[] = ["old", "new", "precise"];

describeFlightReader(
  igcReader,
  styles.map((style) => {
    const samples = flight.samples.slice(0, style === "precise" ? 40 : 400);
    const { text, rows } = writeIgc({ ...flight, samples }, style);
    return { name: `an IGC file, ${style}`, bytes: utf8(text), rows };
  }),
);

async function tableOf(text: string): Promise<Table> {
  const [table] = (await igcReader.open(utf8(text))).tables(0);
  if (!table) throw new Error("there is no track");
  return table;
}

function valuesIn(table: Table, field: string): readonly number[] {
  const series = table.series.find(({ source }) => source === `IGC.${field}`);
  return series ? [...valuesOf(series)] : [];
}

describe.each(styles)("%s", (style) => {
  const step = style === "precise" ? 1 : 10;
  const samples = flight.samples.filter((_, at) => at % step === 0);
  const { text } = writeIgc(flight, style);

  test("has the places and heights that were flown", async () => {
    const table = await tableOf(text);
    const off = style === "precise" ? 1 / 600_000 : 1 / 60_000; // the digits that a fix has
    for (const field of ["latitude", "longitude"] as const)
      for (const [row, value] of valuesIn(table, field).entries())
        expect(Math.abs(value - (samples[row]?.[field] ?? 0))).toBeLessThanOrEqual(off + 1e-9);
    const heights = findSeries([table], "height");
    expect(heights?.series).toMatchObject({ derived: true, unit: "m" });
    for (const [row, height] of valuesIn(table, "height").entries())
      expect(Math.abs(height - (samples[row]?.height ?? 0))).toBeLessThanOrEqual(1);
    expect(valuesIn(table, "pressureAltitude")).toHaveLength(samples.length);
  });

  test("is timed by the satellites, from the first fix", async () => {
    const log = await igcReader.open(utf8(text));
    const [table] = log.tables(0);
    expect(log.flights[0]).toMatchObject({ format: "igc", clock: "gps", damage: [] });
    const start = Date.parse(log.flights[0]?.startedAt ?? "");
    const ms = style === "precise" ? 100 : 1000; // of the time that a fix has
    expect(start).toBe(Math.floor(flight.startedMs / ms) * ms);
    const last = samples.at(-1)?.seconds ?? 0;
    expect(Math.abs((table?.times.at(-1) ?? 0) - last)).toBeLessThanOrEqual(1);
  });

  test("has what the pilot marked", async () => {
    const [read] = (await igcReader.open(utf8(text))).flights;
    expect(read?.moments).toMatchObject([{ kind: "app-text", text: "PEVmarked" }]);
    expect(read?.moments[0]?.values?.["latitude"]).toBeCloseTo(plans.point.latitude, 2);
  });
});

test("altitudes are above sea level only where the file says so", async () => {
  const above = findSeries([await tableOf(writeIgc(flight, "precise").text)], "altitude");
  expect(above?.series.source).toBe("IGC.gnssAltitude");
  const table = await tableOf(writeIgc(flight, "new").text);
  expect(findSeries([table], "altitude")).toBeUndefined();
  expect(valuesIn(table, "gnssAltitudeAboveEllipsoid")[0]).toBe(plans.point.altitude);
});

test("measures behind the fix have the recorder's own names", async () => {
  const table = await tableOf(writeIgc(flight, "precise").text);
  expect(valuesIn(table, "FXA").every((value) => value === 12)).toBe(true);
  expect(findSeries([table], "satellites")?.series.source).toBe("IGC.SIU");
  const parts = table.series.filter(({ source }) => /LAD|LOD|TDS/.test(source));
  expect(parts).toEqual([]);
});

test("who flew, and with which recorder, is kept", async () => {
  const [read] = (await igcReader.open(utf8(writeIgc(flight, "new").text))).flights;
  expect(read?.aircraft).toEqual({ model: "Made", name: plans.point.aircraft.name });
  expect(read?.properties).toEqual([
    { name: "RECORDER", value: "MDEMADE FLIGHT:1" },
    { name: "PILOTINCHARGE", value: "Nobody" },
    { name: "ALTGPS", value: "ELL" },
  ]);
});

const fixAt = (time: string, rest = "4730500N01200500EA0012300456") => `B${time}${rest}`;

test("midnight is passed without going back", async () => {
  const text = [
    "AMDE",
    "HFDTE311223",
    ...["235958", "235959", "000000", "000003"].map((t) => fixAt(t)),
  ];
  const log = await igcReader.open(utf8(text.join("\n")));
  expect([...([...log.tables(0)][0]?.times ?? [])]).toEqual([0, 1, 2, 5]);
  expect(log.flights[0]?.startedAt).toBe("2023-12-31T23:59:58.000Z");
});

test("fixes without a date have no clock, and still their times", async () => {
  const log = await igcReader.open(utf8(["AMDE001", fixAt("101010"), fixAt("101012")].join("\n")));
  expect(log.flights[0]).toMatchObject({ clock: "unknown" });
  expect([...([...log.tables(0)][0]?.times ?? [])]).toEqual([0, 2]);
});

test("altitudes below nothing and places in the south and west are signed", async () => {
  const rest = "3312000S07030000WV-0012-0034";
  const table = await tableOf(
    ["AMDE", "HFDTE010124", fixAt("101010", rest), fixAt("101011", rest)].join("\n"),
  );
  expect(valuesIn(table, "latitude")[0]).toBe(-33.2);
  expect(valuesIn(table, "longitude")[0]).toBe(-70.5);
  expect(valuesIn(table, "pressureAltitude")[0]).toBe(-12);
  expect(valuesIn(table, "isThreeDimensional")[0]).toBe(0);
});

test("a line that is damaged is left out, and a fix behind its rest is kept", async () => {
  const lines = [
    "AMDE",
    "HFDTE010124",
    fixAt("101010"),
    "B10x0",
    `B1010${fixAt("101012")}`,
    fixAt("101013"),
  ];
  const log = await igcReader.open(utf8(lines.join("\n")));
  expect(log.flights[0]?.counts).toEqual({ IGC: 3 });
  expect(log.flights[0]?.damage).toMatchObject([
    { length: 5, why: "not-a-fix" },
    { length: 5, why: "not-a-fix" },
  ]);
});

test("a summary has what the track shows", async () => {
  const summary = summarize(await igcReader.open(utf8(writeIgc(flight, "precise").text)), 0);
  expect(summary?.distanceMeters).toBeCloseTo(flight.samples.at(-1)?.flown ?? 0, -1.5);
  expect(summary?.maxHeightMeters).toBeCloseTo(
    Math.max(...flight.samples.map(({ height }) => height)),
    -0.5,
  );
});

test.each([
  ["a letter that begins with an A", "All is well.\nB is for boat.\n"],
  ["a header without a fix", "AMDE001\r\nHFDTE010124\r\n"],
  ["two fixes without a header", [fixAt("101010"), fixAt("101011")].join("\n")],
])("%s is no log", async (_, text) => {
  await expect(igcReader.open(utf8(text))).rejects.toMatchObject({ code: "flight/unknown-format" });
});
