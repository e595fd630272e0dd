import { utf8 } from "@homepoint/base";
import {
  fly,
  plans,
  realFile,
  utf16,
  writeDjiLog,
  writeGpx,
  type GpxStyle,
} from "@homepoint/testdata";
import { describe, expect, test } from "vitest";
import { toGpx } from "../../exports/gpx.ts";
import { trackPoints } from "../../exports/samples.ts";
import { describeFlightReader } from "../../flight-reader.contract.ts";
import { withRealFile } from "../../real-files.contract.ts";
import { findSeries } from "../../summary/find-series.ts";
import { summarize, summarizeFlight } from "../../summary/summarize.ts";
import { valuesOf, type Table } from "../../table.ts";
import { djiTxtReader } from "../dji-txt/reader.ts";
import { gpxReader } from "./reader.ts";

const flight = fly({ ...plans.ridge, waypoints: plans.ridge.waypoints.slice(0, 5) });
const brief = { ...flight, samples: flight.samples.slice(0, 30) };
const styles: readonly GpxStyle[] = ["1.0", "1.1", "extensions", "prefixed"];

describeFlightReader(
  gpxReader,
  styles.map((style) => {
    const { text, rows } = writeGpx(brief, style);
    return { name: `GPX ${style}`, bytes: utf8(text), rows };
  }),
);

async function tableOf(text: string): Promise<Table> {
  const [table] = (await gpxReader.open(utf8(text))).tables(0);
  if (!table) throw new Error("there is no track");
  return table;
}

function valuesIn(table: Table, field: string): readonly number[] {
  const series = table.series.find(({ source }) => source === `GPX.${field}`);
  return series ? [...valuesOf(series)] : [];
}

test.each(styles)("%s: has the positions and times that were flown", async (style) => {
  const { text } = writeGpx(flight, style);
  const table = await tableOf(text);
  expect(valuesIn(table, "lat")).toEqual(flight.samples.map(({ latitude }) => latitude));
  expect(valuesIn(table, "lon")).toEqual(flight.samples.map(({ longitude }) => longitude));
  for (const [row, { seconds }] of flight.samples.entries())
    expect(table.times[row]).toBeCloseTo(seconds, 6);
  const [read] = (await gpxReader.open(utf8(text))).flights;
  const version = style === "1.0" ? 1 : 1.1;
  expect(read).toMatchObject({ format: "gpx", formatVersion: version, clock: "app", damage: [] });
  expect(read?.startedAt).toBe(flight.plan.startedAt);
});

test("elevation, speed and satellites have their shared names, and extensions are reached", async () => {
  const tables = [await tableOf(writeGpx(flight, "1.0").text)];
  expect(findSeries(tables, "altitude")?.series).toMatchObject({ source: "GPX.ele", unit: "m" });
  expect(findSeries(tables, "speed")?.series).toMatchObject({ source: "GPX.speed", unit: "m/s" });
  expect(findSeries(tables, "satellites")?.series.source).toBe("GPX.sat");
  const extended = await tableOf(writeGpx(flight, "extensions").text);
  expect(valuesIn(extended, "hr").every((value) => value === 60)).toBe(true);
  expect(valuesIn(extended, "speed")).toEqual(valuesIn(tables[0] as Table, "speed"));
});

test("what made the track and what it is called are kept", async () => {
  const [read] = (await gpxReader.open(utf8(writeGpx(flight, "1.1").text))).flights;
  expect(read?.properties).toEqual([
    { name: "creator", value: "Made <by hand>" },
    { name: "name", value: "Round <trip>" },
    { name: "type", value: "flying" },
  ]);
});

const point = (lat: number, rest = "") => `<trkpt lat="${lat}" lon="7">${rest}</trkpt>`;
const gpx = (inside: string) => `<gpx version="1.1">${inside}</gpx>`;

test("each track is a flight; segments of one are not", async () => {
  const track = (lat: number) =>
    `<trk><trkseg>${point(lat)}</trkseg><trkseg>${point(lat + 0.0001)}</trkseg></trk>`;
  const { flights } = await gpxReader.open(utf8(gpx(`${track(1)}<trk></trk>${track(2)}`)));
  expect(flights.map(({ counts }) => counts)).toEqual([{ GPX: 2 }, { GPX: 2 }]);
});

test("a track without times keeps its order, has no clock and claims no duration", async () => {
  const log = await gpxReader.open(
    utf8(gpx(`<trk>${[1, 1.001, 1.002].map((lat) => point(lat)).join("")}</trk>`)),
  );
  expect(log.flights[0]).toMatchObject({ clock: "unknown", untimed: true });
  const summary = summarize(log, 0);
  expect(summary?.durationSeconds).toBeUndefined();
  expect(summary?.distanceMeters).toBeCloseTo(222.4, 0);
});

test("points that are no places are damage, and the others are kept", async () => {
  const text = gpx(
    `<trk>${point(1)}<trkpt lat="95" lon="7"><ele>1</ele></trkpt>${point(2)}<trkpt lon="7"/></trk>`,
  );
  const log = await gpxReader.open(utf8(text));
  expect(log.flights[0]?.counts).toEqual({ GPX: 2 });
  expect(log.flights[0]?.damage).toMatchObject([
    { why: "not-a-place", offset: text.indexOf('<trkpt lat="95"') },
    { why: "not-a-place" },
  ]);
});

test("a document type is not heard, and its entities mean nothing", async () => {
  const bomb = '<!DOCTYPE gpx [<!ENTITY a "9"><!ENTITY b SYSTEM "file:///etc/passwd">]>';
  const log = await gpxReader.open(
    utf8(`${bomb}${gpx(`<trk><name>&b;&a;</name>${point(1, "<ele>&a;</ele>")}</trk>`)}`),
  );
  expect(log.flights[0]?.properties).toEqual([{ name: "name", value: "&b;&a;" }]);
  expect([...log.tables(0)][0]?.series.map(({ source }) => source)).toEqual(["GPX.lat", "GPX.lon"]);
  expect(log.flights[0]?.damage[0]?.why).toBe("document-type");
});

test.each([
  ["in UTF-16", (text: string) => utf16(text)],
  ["behind a byte-order mark", (text: string) => utf8(`\ufeff${text}`)],
])("%s it is the same", async (_, written) => {
  const { text } = writeGpx(brief, "1.1");
  const [log, same] = [await gpxReader.open(written(text)), await gpxReader.open(utf8(text))];
  expect(log.flights).toEqual(same.flights);
  expect([...log.tables(0)]).toEqual([...same.tables(0)]);
});

test.each([
  ["only waypoints", gpx('<wpt lat="1" lon="2"/>')],
  ["only a route", gpx('<rte><rtept lat="1" lon="2"/></rte>')],
  ["another XML", "<html><body>gpx</body></html>"],
])("%s is no log", async (_, text) => {
  await expect(gpxReader.open(utf8(text))).rejects.toMatchObject({ code: "flight/unknown-format" });
});

describe("our own GPX", () => {
  test("gives the same track, heights, speeds and moments again", async () => {
    const { bytes } = writeDjiLog(flight, { version: 12 });
    const log = await djiTxtReader.open(bytes);
    const [first] = log.flights;
    if (!first) throw new Error("there is no flight");
    const tables = [...log.tables(0)];
    const summary = summarizeFlight(first, tables);
    const read = await gpxReader.open(
      utf8([...toGpx({ flight: first, tables, summary })].join("")),
    );
    const again = [...read.tables(0)];
    const [points, same] = [[...trackPoints(tables)], [...trackPoints(again)]];
    expect(same).toHaveLength(points.length);
    const began = points[0]?.seconds ?? 0;
    for (const [at, { seconds, ...flown }] of points.entries()) {
      expect(same[at]?.seconds).toBeCloseTo(seconds - began, 2);
      for (const name of ["latitude", "longitude"] as const)
        expect(same[at]?.[name]).toBeCloseTo(flown[name], 6);
      for (const name of ["height", "altitude", "speed"] as const)
        expect(same[at]?.[name]).toBeCloseTo(flown[name], 1);
    }
    const placed = first.moments.filter(({ at, values }) => values?.["latitude"] && at >= began);
    expect(read.flights[0]?.moments.map(({ kind }) => kind)).toEqual(
      placed.map(({ kind }) => kind),
    );
    expect(summarize(read, 0)?.distanceMeters).toBeCloseTo(summary.distanceMeters ?? 0, 0);
  });
});

describe("the GPX of a real flight that AirData exports", () => {
  const folder = "TheRobBrennan__air2s_Sep-5th-2021-07-48PM-Flight-Airdata";
  withRealFile(`track/${folder}.gpx`, (bytes) => {
    describeFlightReader(gpxReader, [{ name: "airdata.gpx", bytes: bytes.slice(0, 60_000) }]);

    test("has each point that the text has", async () => {
      const text = new TextDecoder().decode(bytes);
      const written = [
        ...text.matchAll(
          /<trkpt lon="([^"]+)" lat="([^"]+)">\s*<ele>([^<]+)<\/ele>\s*<speed>([^<]+)<\/speed>\s*<time>([^<]+)</g,
        ),
      ];
      const log = await gpxReader.open(bytes);
      const [table] = log.tables(0);
      expect(log.flights[0]?.damage).toEqual([]);
      expect(table?.times).toHaveLength(written.length);
      const start = Date.parse(log.flights[0]?.startedAt ?? "");
      const fields = ["lon", "lat", "ele", "speed"].map((field) => valuesIn(table as Table, field));
      for (const [row, [, ...cells]] of written.entries()) {
        for (const [at, values] of fields.entries())
          if (values[row] !== Number(cells[at])) expect(values[row]).toBe(Number(cells[at]));
        const ms = start + (table?.times[row] ?? 0) * 1000;
        if (Math.abs(ms - Date.parse(cells[4] ?? "")) > 1)
          expect(ms).toBe(Date.parse(cells[4] ?? ""));
      }
      expect(written.length).toBeGreaterThan(10_000);
    });

    test("has the track of its CSV", async () => {
      const csv = realFile(`csv/${folder}.csv`);
      if (!csv) return;
      const rows = new TextDecoder()
        .decode(csv)
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(","));
      const places = new Set(
        rows.map(([, , latitude, longitude]) => `${Number(latitude)} ${Number(longitude)}`),
      );
      const [table] = (await gpxReader.open(bytes)).tables(0);
      const longitudes = valuesIn(table as Table, "lon");
      const strangers = valuesIn(table as Table, "lat").filter(
        (latitude, row) => !places.has(`${latitude} ${longitudes[row]}`),
      );
      expect(strangers).toEqual([]);
    });
  });
});
