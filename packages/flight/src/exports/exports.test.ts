import { utf8 } from "@homepoint/base";
import { fly, plans, writeDjiLog, writeSrt } from "@homepoint/testdata";
import { describe, expect, test } from "vitest";
import { openLog } from "../read-log.ts";
import { summarizeFlight } from "../summary/summarize.ts";
import { toCsv } from "./csv.ts";
import { toGeoJson } from "./geojson.ts";
import { toGpx } from "./gpx.ts";
import { toKml } from "./kml.ts";
import { toReadJson } from "./read-json.ts";
import type { Exported } from "./samples.ts";
import { xmlText } from "./xml.ts";

const plan = {
  ...plans.point,
  aircraft: { ...plans.point.aircraft, name: 'A&B <"quoted">, 鳥' },
  waypoints: plans.point.waypoints.slice(0, 8),
};
const flown = fly(plan);
const { bytes } = writeDjiLog(flown, { version: 11, images: 1 });

async function exportedOf(log: Uint8Array): Promise<Exported> {
  const opened = await openLog(log, "made");
  const [flight] = opened.flights;
  if (!flight) throw new Error("there is no flight");
  const tables = [...opened.tables(0)];
  return { flight, tables, summary: summarizeFlight(flight, tables) };
}

const exported = await exportedOf(bytes);
const textOf = (parts: Iterable<string>) => [...parts].join("");
const moved = flown.samples.length;

/** Reads quoted cells as RFC 4180 has them. */
function readCsv(text: string): readonly (readonly string[])[] {
  const cell = /"((?:[^"]|"")*)"|([^,\r]*)/y;
  return text
    .trimEnd()
    .split("\r\n")
    .map((line) => {
      const cells: string[] = [];
      for (cell.lastIndex = 0; cell.lastIndex <= line.length; cell.lastIndex += 1) {
        const [, quoted, plain = ""] = cell.exec(line) ?? [];
        cells.push(quoted?.replaceAll('""', '"') ?? plain);
      }
      return cells;
    });
}

describe("CSV", () => {
  const [heads = [], ...lines] = readCsv(textOf(toCsv(exported)));
  const column = (head: string) => lines.map((line) => line[heads.indexOf(head)]);

  test("has a line for each sample, and as many cells in each", () => {
    expect(lines).toHaveLength(moved);
    expect(new Set(lines.map(({ length }) => length))).toEqual(new Set([heads.length]));
    expect(new Set(heads).size).toBe(heads.length);
  });

  test("has every series, with its unit and what heights count from", () => {
    const count = exported.tables.reduce((sum, { series }) => sum + series.length, 0);
    expect(heads).toHaveLength(count + 2);
    expect(heads).toContain("OSD.height (height) [m above take-off]");
    expect(heads).toContain("OSD.altitude (altitude) [m above sea level]");
    expect(heads).toContain("VISION_DISTANCE.distance1#5 [m]");
  });

  test("has the values that were flown, and says labels as words", () => {
    for (const [row, sample] of flown.samples.entries()) {
      const height = column("OSD.height (height) [m above take-off]")[row];
      if (Number(height) !== Math.round(sample.height * 10) / 10)
        expect(height).toBe(String(sample.height));
    }
    expect(column("OSD.flightMode (flightMode) [1]")[0]).toBe("EngineStart");
    expect(column("time [UTC]")[0]).toBe(plan.startedAt);
  });

  test("holds the last value of slower series, and says nothing before the first", () => {
    const goHome = column("HOME.goHomeHeight (returnHeight) [m above take-off]");
    expect(goHome.slice(0, 3)).toEqual(["", "", ""]);
    expect(goHome.slice(5).every((cell) => cell === "30")).toBe(true);
  });
});

test("CSV has short exposures, and heights to the millimetre", async () => {
  const cue =
    "[shutter: 1/8000.0] [latitude: 10.5] [longitude: 20.5] [rel_alt: 1.234 abs_alt: 130.025]";
  const text = textOf(toCsv(await exportedOf(utf8(`1\n00:00:00,000 --> 00:00:01,000\n${cue}\n`))));
  const [heads = [], line = []] = readCsv(text);
  const said = Object.fromEntries(heads.map((head, at) => [head.split(" ")[0], line[at]]));
  expect(said).toMatchObject({
    "CUE.shutter": "0.000125",
    "CUE.height": "1.234",
    "CUE.altitude": "130.025",
  });
});

describe("GeoJSON", () => {
  const json = JSON.parse(textOf(toGeoJson(exported))) as {
    readonly features: readonly {
      readonly geometry: { readonly type: string; readonly coordinates: readonly number[][] };
      readonly properties: Readonly<Record<string, unknown>>;
    }[];
  };

  test("has the track as a line with altitudes above sea level, longitude first", () => {
    const [line] = json.features;
    expect(line?.geometry.type).toBe("LineString");
    expect(line?.geometry.coordinates).toHaveLength(moved);
    const [x, y, z] = line?.geometry.coordinates[0] ?? [];
    expect(x).toBeCloseTo(plan.longitude, 6);
    expect(y).toBeCloseTo(plan.latitude, 6);
    expect(z).toBeCloseTo(plan.altitude, 1);
  });

  test("has a point for each moment that has a place", () => {
    const points = json.features.slice(1);
    const placed = exported.flight.moments.filter(({ values }) => values?.["latitude"]);
    expect(points.map(({ properties }) => properties["kind"])).toEqual(
      placed.map(({ kind }) => kind),
    );
  });
});

describe.each([
  ["GPX", toGpx, "trkpt"],
  ["KML", toKml, "gx:coord"],
] as const)("%s", (_, write, point) => {
  const xml = textOf(write(exported));

  test("is well-formed: every element that begins ends", () => {
    const open: string[] = [];
    for (const [, end, name, attributes, empty] of xml.matchAll(
      /<(\/?)([\w:]+)((?:\s[^<>]*?)?)(\/?)>/g,
    )) {
      expect(attributes).toMatch(/^(?:\s+[\w:]+="[^"<&]*")*$/);
      if (end) expect(open.pop()).toBe(name);
      else if (!empty) open.push(name ?? "");
    }
    expect(open).toEqual([]);
    expect(xml.replace(/<[^<>]*>/g, "")).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;|apos;)/);
  });

  test("has every believed position", () => {
    expect(xml.match(new RegExp(`<${point}[ >]`, "g"))).toHaveLength(moved);
  });

  test("names nothing that a viewer would fetch", () => {
    const links = [...xml.matchAll(/https?:[^"<\s]*/g)].map(([link]) => link);
    const namespaces = ["www.opengis.net/kml", "www.google.com/kml/ext", "www.topografix.com/GPX"];
    for (const link of links) expect(namespaces.some((one) => link.includes(one))).toBe(true);
    expect(xml).not.toMatch(/<(?:href|Icon|NetworkLink|link)\b/i);
  });
});

describe("a flight over the date line", async () => {
  const row = (at: number, longitude: string, height: number) =>
    `${at + 1}\n00:00:0${at},000 --> 00:00:0${at + 1},000\nGPS(${longitude},-17.0,9) BAROMETER:${height}`;
  const over = ["179.9998", "179.9999", "-179.9997", "-179.9996", "180.0"].map((longitude, at) =>
    row(at, longitude, at * 4),
  );
  const crossed = await exportedOf(utf8(over.join("\n\n")));

  test("is cut there in GeoJSON, with what was known in between", () => {
    const json = JSON.parse(textOf(toGeoJson(crossed)));
    const [{ geometry, properties }] = json.features;
    expect(geometry).toEqual({
      type: "MultiLineString",
      coordinates: [
        [179.9998, 179.9999, 180].map((x) => [x, -17]),
        [-180, -179.9997, -179.9996, -180].map((x) => [x, -17]),
        [180, 180].map((x) => [x, -17]),
      ],
    });
    expect(properties.coordinateProperties).toMatchObject({
      heightsAboveTakeoff: [
        [0, 4, 5],
        [5, 8, 12, 16],
        [16, 16],
      ],
      speeds: [
        [null, null, null],
        [null, null, null, null],
        [null, null],
      ],
    });
    const { seconds } = properties.coordinateProperties;
    expect(seconds[0][2]).toBeCloseTo(1.25, 6);
    expect(seconds[1][0]).toBe(seconds[0][2]);
  });

  test("has no longitude that GPX does not allow", () => {
    const longitudes = [...textOf(toGpx(crossed)).matchAll(/lon="([^"]*)"/g)].map(([, x]) =>
      Number(x),
    );
    expect(longitudes).toEqual([179.9998, 179.9999, -179.9997, -179.9996, -180]);
  });
});

test("GPX has the altitude above sea level, and height and speed as extensions", () => {
  const xml = textOf(toGpx(exported));
  expect(xml).toContain(`<ele>${plan.altitude}</ele><time>${plan.startedAt}</time>`);
  expect(xml).toContain("<hp:heightAboveTakeoff>0</hp:heightAboveTakeoff>");
});

test("KML has a time for each position, and heights above take-off", () => {
  const xml = textOf(toKml(exported));
  expect(xml.match(/<when>/g)?.length).toBeGreaterThanOrEqual(moved);
  expect(xml).toContain("<altitudeMode>relativeToGround</altitudeMode>");
});

test("text is escaped for XML, and what XML cannot hold is left out", () => {
  expect(xmlText(`a<b>&"c"'d'\u0000\u0008\ud800é鳥🛩`)).toBe(
    "a&lt;b&gt;&amp;&quot;c&quot;&apos;d&apos;é鳥🛩",
  );
});

describe("a log that says little", () => {
  test("without altitude and clock is exported without them", async () => {
    const little = await exportedOf(utf8(writeSrt(flown, "letters")));
    const gpx = textOf(toGpx(little));
    expect(gpx).not.toContain("<ele>");
    expect(gpx).not.toContain("<time>");
    expect(textOf(toCsv(little)).split("\r\n")[0]).not.toContain("UTC");
    expect(textOf(toKml(little))).toContain("<when>1970-01-01T00:00:00.000Z</when>");
  });

  test("and no position at all still gives whole files", async () => {
    const empty = { ...exported, tables: [] };
    expect(JSON.parse(textOf(toGeoJson(empty)))).toMatchObject({ type: "FeatureCollection" });
    expect(textOf(toGpx(empty))).toContain("<trkseg>\n</trkseg>");
    expect(textOf(toCsv(empty))).toBe("seconds [s],time [UTC]\r\n");
  });
});

describe("the JSON of homepoint read", () => {
  test("has the promised names, with null for what is unknown", async () => {
    const json = toReadJson(await openLog(bytes, "made"));
    expect(json).toMatchObject({
      format: "dji-txt",
      formatVersion: 11,
      needsKeys: false,
      aircraft: { maker: "DJI", model: "Mavic 2", name: plan.aircraft.name },
      startedAt: plan.startedAt,
      rows: moved,
      damage: [],
    });
    const keys =
      "format formatVersion needsKeys aircraft startedAt durationSeconds distanceMeters maxHeightMeters maxSpeedMetersPerSecond takeoff rows series moments images damage".split(
        " ",
      );
    expect(Object.keys(json)).toEqual(expect.arrayContaining(keys));
    const srt = toReadJson(await openLog(utf8(writeSrt(flown, "letters")), "made"));
    expect(srt).toMatchObject({
      format: "dji-srt",
      formatVersion: null,
      startedAt: null,
      aircraft: { maker: "DJI", model: null, name: null, serial: null },
    });
  });

  test("counts what each series says", async () => {
    const json = toReadJson(await openLog(bytes, "made"));
    const series = "series" in json ? json.series : [];
    expect(series).toContainEqual({
      name: "height",
      source: "OSD.height",
      instance: 0,
      unit: "m",
      count: moved,
    });
    const ground = series.find(({ name }) => name === "heightAboveGround");
    expect(ground?.count).toBeLessThan(moved);
  });

  test("lists several flights of one log", async () => {
    const log = await openLog(bytes, "made");
    const twice = { flights: [...log.flights, ...log.flights], tables: () => log.tables(0) };
    expect(toReadJson(twice)).toMatchObject({ flights: [{ format: "dji-txt" }, { rows: moved }] });
  });
});
