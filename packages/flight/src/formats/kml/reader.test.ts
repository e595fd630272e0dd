import { concat, utf8 } from "@homepoint/base";
import {
  fly,
  plans,
  realFile,
  writeDjiLog,
  writeKml,
  writeSrt,
  writeZip,
  type KmlStyle,
} from "@homepoint/testdata";
import { describe, expect, test } from "vitest";
import { toKml } from "../../exports/kml.ts";
import { trackPoints } from "../../exports/samples.ts";
import { describeFlightReader } from "../../flight-reader.contract.ts";
import { withRealFile } from "../../real-files.contract.ts";
import { findSeries } from "../../summary/find-series.ts";
import { summarize, summarizeFlight } from "../../summary/summarize.ts";
import { valuesOf, type Series, type Table } from "../../table.ts";
import { djiSrtReader } from "../dji-srt/reader.ts";
import { djiTxtReader } from "../dji-txt/reader.ts";
import { kmlReader } from "./reader.ts";

const flight = fly({ ...plans.sea, waypoints: plans.sea.waypoints.slice(0, 4) });
const brief = { ...flight, samples: flight.samples.slice(0, 30) };
const styles: readonly KmlStyle[] = ["track", "multi-track", "line", "pieces"];

describeFlightReader(kmlReader, [
  ...styles.map((style) => {
    const { text, rows } = writeKml(brief, style);
    return { name: `a KML with ${style}`, bytes: utf8(text), rows };
  }),
  { name: "a KMZ", bytes: writeZip({ "doc.kml": utf8(writeKml(brief, "track").text) }) },
  {
    name: "a KMZ that is not packed",
    bytes: writeZip({ "doc.kml": utf8(writeKml(brief, "track").text) }, { stored: true }),
  },
]);

async function tableOf(bytes: Uint8Array): Promise<Table> {
  const log = await kmlReader.open(bytes);
  expect(log.flights).toHaveLength(1);
  const [table] = log.tables(0);
  if (!table) throw new Error("there is no track");
  return table;
}

function valuesIn(table: Table, field: string): readonly number[] {
  const series = table.series.find(({ source }) => source === `KML.${field}`);
  return series ? [...valuesOf(series)] : [];
}

describe.each(styles)("%s", (style) => {
  const bytes = utf8(writeKml(flight, style).text);

  test("has the places that were flown, and altitudes above sea level", async () => {
    const table = await tableOf(bytes);
    expect(valuesIn(table, "latitude")).toEqual(flight.samples.map(({ latitude }) => latitude));
    expect(valuesIn(table, "longitude")).toEqual(flight.samples.map(({ longitude }) => longitude));
    const altitudes = flight.samples.map(({ height }) =>
      Number((flight.plan.altitude + height).toFixed(2)),
    );
    expect(valuesIn(table, "altitude")).toEqual(altitudes);
    expect(findSeries([table], "altitude")?.series.name).toBe("altitude");
  });

  test("has times where the file says some, and claims none where it does not", async () => {
    const log = await kmlReader.open(bytes);
    const summary = summarize(log, 0);
    const hasTimes = style.endsWith("track");
    expect(log.flights[0]?.startedAt).toBe(hasTimes ? flight.plan.startedAt : undefined);
    expect(log.flights[0]?.untimed).toBe(hasTimes ? undefined : true);
    const seconds = flight.samples.at(-1)?.seconds ?? 0;
    if (hasTimes) expect(summary?.durationSeconds).toBeCloseTo(seconds, 3);
    else expect(summary?.durationSeconds).toBeUndefined();
    expect(summary?.distanceMeters).toBeCloseTo(flight.samples.at(-1)?.flown ?? 0, -1);
  });
});

test("angles and measures go with their places, over several tracks of one flight", async () => {
  const table = await tableOf(utf8(writeKml(flight, "multi-track").text));
  expect(valuesIn(table, "satellites")).toEqual(flight.samples.map(({ satellites }) => satellites));
  expect(valuesIn(table, "heading")).toEqual(
    flight.samples.map(({ yaw }) => Number(yaw.toFixed(1))),
  );
  expect(findSeries([table], "yaw")?.series.source).toBe("KML.heading");
});

const kml = (inside: string) => utf8(`<kml xmlns="http://www.opengis.net/kml/2.2">${inside}</kml>`);
const line = (places: string, before = "", behind = "") =>
  `<Placemark><LineString>${before}<coordinates>${places}</coordinates>${behind}</LineString></Placemark>`;

test.each([
  ["absolute", "KML.altitude", "altitude"],
  ["relativeToGround", "KML.height", "height"],
  ["clampToGround", "KML.altitudeNotShown", undefined],
  ["", "KML.altitudeNotShown", undefined],
])("altitudes that are %j are %s", async (mode, source, name) => {
  const element = mode && `<altitudeMode>${mode}</altitudeMode>`;
  for (const text of [line("1,2,3 1,2.0001,4", element), line("1,2,3 1,2.0001,4", "", element)]) {
    const found = (await tableOf(kml(text))).series.find((series) => series.source === source);
    expect(found?.name).toBe(name);
    expect(found && [...valuesOf(found)]).toEqual([3, 4]);
  }
});

test("points that say when they were are a track, where there is no other", async () => {
  const point = (second: number) =>
    `<Placemark><TimeStamp><when>2023-05-02T10:00:0${second}Z</when></TimeStamp><Point><altitudeMode>absolute</altitudeMode><coordinates>8.5,47.000${second},${400 + second}</coordinates></Point></Placemark>`;
  const points = [0, 1, 2, 5].map(point).join("");
  const log = await kmlReader.open(kml(`<Document>${points}</Document>`));
  expect(log.flights).toMatchObject([{ startedAt: "2023-05-02T10:00:00.000Z", moments: [] }]);
  const [table] = [...log.tables(0)];
  expect(table && [...table.times]).toEqual([0, 1, 2, 5]);
  expect(table && valuesOf(table.series[2] as Series)).toEqual(Float64Array.of(400, 401, 402, 405));
  const other = line("1,2,3 1,2.0001,4");
  const beside = await kmlReader.open(kml(`<Document>${points}${other}</Document>`));
  expect(beside.flights).toMatchObject([{ untimed: true, counts: { KML: 2 } }]);
});

test("the altitude of a track of several parts may stand before them", async () => {
  const part = "<gx:Track><when>2023-05-02T10:00:00Z</when><gx:coord>8 47 9</gx:coord></gx:Track>";
  const mode = "<altitudeMode>relativeToGround</altitudeMode>";
  const text = `<Placemark><gx:MultiTrack>${mode}${part}${part}</gx:MultiTrack></Placemark>`;
  expect((await tableOf(kml(text))).series[2]?.source).toBe("KML.height");
});

test("the height of a line goes with that line, not with the one before", async () => {
  const first = line("1,2,3 1,2.0001,4", "<altitudeMode>absolute</altitudeMode>");
  const second = line("5,6,7 5,6.0001,8", "<altitudeMode>relativeToGround</altitudeMode>");
  const log = await kmlReader.open(kml(`<Document>${first}${second}</Document>`));
  const sources = log.flights.map((_, at) => [...log.tables(at)][0]?.series[2]?.source);
  expect(sources).toEqual(["KML.altitude", "KML.height"]);
});

test.each([
  ["with blanks behind commas", "1, 2, 3  1, 2.5, 4"],
  ["with line ends", "\n1,2,3\r\n1,2.5,4\n"],
  ["without altitudes", "1,2 1,2.5"],
  ["with what is no place between them", "1,2,3 north,east 1,2.5,4 999,99"],
])("places %s are told apart", async (_, places) => {
  const table = await tableOf(kml(line(places)));
  expect(valuesIn(table, "latitude")).toEqual([2, 2.5]);
});

test("lines of a few points beside a long one are no flights", async () => {
  const long = Array.from({ length: 20 }, (_, at) => `1,${2 + at / 1e4},5`).join(" ");
  const { flights } = await kmlReader.open(
    kml(`${line("1,2 3,4")}${line(long)}${line("5,6 7,8")}`),
  );
  expect(flights.map(({ counts }) => counts)).toEqual([{ KML: 20 }]);
});

test("icons, links and styles are passed over", async () => {
  const log = await kmlReader.open(utf8(writeKml(flight, "track").text));
  expect(JSON.stringify([log.flights, ...log.tables(0)])).not.toContain("tracker.example");
  expect(log.flights[0]?.properties).toEqual([{ name: "name", value: "Flown" }]);
});

describe("a KMZ", () => {
  const text = utf8(writeKml(flight, "track").text);
  const icon = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);

  test.each([
    ["packed", writeZip({ "doc.kml": text })],
    ["stored", writeZip({ "doc.kml": text }, { stored: true })],
    ["with a picture before it", writeZip({ "files/icon.png": icon, "Flight.kml": text })],
    ["without its directory", writeZip({ "doc.kml": text }, { withoutDirectory: true })],
    ["with a comment behind it", concat(writeZip({ "doc.kml": text }), utf8("made by hand"))],
  ])("%s is read as its KML", async (_, bytes) => {
    const [log, same] = [await kmlReader.open(bytes), await kmlReader.open(text)];
    expect(kmlReader.recognize(bytes, "any.zip")).toBe(true);
    expect(log.flights).toEqual(same.flights);
    expect([...log.tables(0)]).toEqual([...same.tables(0)]);
  });

  test("that is cut is read as far as it goes, and says so", async () => {
    const whole = writeZip({ "doc.kml": utf8(writeKml(flight, "line").text) });
    const cut = whole.slice(0, whole.length / 2);
    const log = await kmlReader.open(cut);
    expect(log.flights[0]?.counts["KML"]).toBeGreaterThan(flight.samples.length / 4);
    expect(log.flights[0]?.damage.map(({ why }) => why)).toContain("cut-off");
    for (const { offset, length } of log.flights[0]?.damage ?? [])
      expect(offset + length).toBeLessThanOrEqual(cut.length);
  });

  test("made to fill memory is not unpacked beyond its limit", async () => {
    const [beginning = "", end = ""] = new TextDecoder().decode(text).split("</Document>");
    const bomb = utf8(`${beginning}${" ".repeat(40_000_000)}</Document>${end}`);
    const log = await kmlReader.open(writeZip({ "doc.kml": bomb }));
    expect(log.flights[0]?.counts).toEqual({ KML: flight.samples.length });
    expect(log.flights[0]?.damage.map(({ why }) => why)).toContain("too-large");
  });

  test.each([
    ["of other files", writeZip({ "a.txt": text })],
    ["of many kinds of files", writeZip({ "a.txt": text, "b.kml": text })],
    ["of a mission", writeZip({ "wpmz/template.kml": text, "wpmz/waylines.wpml": text })],
    ["of nothing", writeZip({ "doc.kml": new Uint8Array() })],
  ])("zip %s is none", async (_, bytes) => {
    await expect(kmlReader.open(bytes)).rejects.toMatchObject({ code: "flight/unknown-format" });
  });
});

test.each([
  ["a place mark", "<Placemark><Point><coordinates>1,2</coordinates></Point></Placemark>"],
  ["an area", "<Polygon><coordinates>1,2 3,4 5,6</coordinates></Polygon>"],
  ["a line of one place", line("1,2,3")],
])("%s alone is no log", async (_, inside) => {
  await expect(kmlReader.open(kml(inside))).rejects.toMatchObject({
    code: "flight/unknown-format",
  });
});

describe("our own KML", () => {
  async function exported(log: Awaited<ReturnType<typeof djiTxtReader.open>>) {
    const [first] = log.flights;
    if (!first) throw new Error("there is no flight");
    const tables = [...log.tables(0)];
    const summary = summarizeFlight(first, tables);
    return { first, tables, bytes: utf8([...toKml({ flight: first, tables, summary })].join("")) };
  }

  test("gives the same track, heights and moments again", async () => {
    const { bytes: made } = writeDjiLog(flight, { version: 11 });
    const { first, tables, bytes } = await exported(await djiTxtReader.open(made));
    const read = await kmlReader.open(bytes);
    const [points, same] = [[...trackPoints(tables)], [...trackPoints([...read.tables(0)])]];
    expect(same).toHaveLength(points.length);
    const began = points[0]?.seconds ?? 0;
    for (const [at, { seconds, latitude, longitude, height }] of points.entries()) {
      expect(same[at]?.seconds).toBeCloseTo(seconds - began, 2);
      expect(same[at]?.latitude).toBeCloseTo(latitude, 6);
      expect(same[at]?.longitude).toBeCloseTo(longitude, 6);
      expect(same[at]?.height).toBeCloseTo(height, 1);
    }
    const placed = first.moments.filter(({ at, values }) => values?.["latitude"] && at >= began);
    expect(read.flights[0]?.moments.map(({ kind }) => kind)).toEqual(
      placed.map(({ kind }) => kind),
    );
  });

  test("of a log without a clock begins at no time", async () => {
    const { bytes } = await exported(await djiSrtReader.open(utf8(writeSrt(flight, "letters"))));
    const [read] = (await kmlReader.open(bytes)).flights;
    expect(read).toMatchObject({ clock: "unknown" });
    expect(read?.startedAt).toBeUndefined();
  });
});

describe("the KML of a real flight that AirData exports", () => {
  const folder = "TheRobBrennan__air2s_Sep-5th-2021-07-48PM-Flight-Airdata";
  withRealFile(`track/${folder}.kml`, (bytes) => {
    describeFlightReader(kmlReader, [{ name: "airdata.kml", bytes: bytes.slice(0, 30_000) }]);

    test("has each place that the text has, without a time", async () => {
      const text = new TextDecoder().decode(bytes);
      const list =
        /<LineString>[^]*?<coordinates>([^<]*)</.exec(text)?.[1]?.trim().split(/\s+/) ?? [];
      const written = list.map((one) => one.split(",").map(Number));
      expect(written.length).toBeGreaterThan(1000);
      const log = await kmlReader.open(bytes);
      expect(log.flights).toMatchObject([{ untimed: true, damage: [], clock: "unknown" }]);
      const table = await tableOf(bytes);
      for (const [at, field] of ["longitude", "latitude", "altitude"].entries())
        expect(valuesIn(table, field)).toEqual(written.map((one) => one[at]));
    });
  });
});

test("missions of DJI are no logs", () => {
  for (const name of ["waypointsample", "waypoint_v3_test_file_2022-11"]) {
    const bytes = realFile(`mission/dji-sdk__${name}.kmz`);
    if (bytes) expect(kmlReader.recognize(bytes, "any")).toBe(false);
  }
});
