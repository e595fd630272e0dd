import { textOf, utf8 } from "@homepoint/base";
import { fly, plans, realFile, writeSrt, type SrtStyle } from "@homepoint/testdata";
import { describe, expect, test } from "vitest";
import { describeFlightReader } from "../../flight-reader.contract.ts";
import { withRealFile, withRealFiles } from "../../real-files.contract.ts";
import { valueAt, type Table } from "../../table.ts";
import { djiSrtReader } from "./reader.ts";

const flight = fly(plans.point);
const styles: readonly SrtStyle[] = ["tags", "lists", "letters", "new-tags"];
const brief = { ...flight, samples: flight.samples.slice(0, 120) };

describeFlightReader(
  djiSrtReader,
  styles.map((style) => ({ name: `subtitles with ${style}`, bytes: utf8(writeSrt(brief, style)) })),
);

async function cues(text: string): Promise<Table> {
  const [table] = (await djiSrtReader.open(utf8(text))).tables(0);
  if (!table) throw new Error("there are no cues");
  return table;
}

function valueOf(table: Table, field: string, row = 0): number {
  const series = table.series.find(({ source }) => source === `CUE.${field}`);
  return series ? valueAt(series, row) : Number.NaN;
}

// One line for each style that aircraft have written, and what it says.
test.each([
  [
    "HOME(-58.4563,-34.7386) 2017.07.03 10:15:03\nGPS(-58.4563,-34.7383,19) BAROMETER:20.1\nISO:100 Shutter:400 EV:-1/3 Fnum:F2.8 ",
    {
      latitude: -34.7383,
      longitude: -58.4563,
      satellites: 19,
      height: 20.1,
      homeLatitude: -34.7386,
    },
    { iso: 100, shutter: 1 / 400, aperture: 2.8, exposure: -1 / 3 },
  ],
  [
    "HOME(149.0251,-20.2532) 2017.8.5 14:11:51\nGPS(149.0251,-20.2533,16) Hb:1.9 Hs:2.1\nISO:100 TV:60 EV: 0 IR:F2.8",
    { latitude: -20.2533, longitude: 149.0251, height: 1.9, sonarHeight: 2.1 },
    { shutter: 1 / 60, aperture: 2.8, exposure: 0 },
  ],
  [
    "F/5.6, SS 400, ISO 100, EV -1.7, GPS (-58.851745, -34.237922, 15), HOME (-58.847509, -34.232707, -57.98m), D 698.70m, H 85.80m, H.S 2.88m/s, V.S -0.50m/s, F.PRY (2.7°, -7.0°, 110.1°), G.PRY (-24.4°, 0.0°, 110.4°)",
    { latitude: -34.237922, longitude: -58.851745, distance: 698.7, height: 85.8 },
    { pitch: 2.7, roll: -7, yaw: 110.1, gimbalPitch: -24.4, gimbalYaw: 110.4, exposure: -1.7 },
  ],
  [
    "F/2.8, SS 30.15, ISO 260, EV 0, GPS (-121.7458, 48.0771, 17), D 221.21m, H 200.70m, H.S n/a, V.S n/a ",
    {
      latitude: 48.0771,
      longitude: -121.7458,
      distance: 221.21,
      height: 200.7,
      shutter: 1 / 30.15,
    },
    { horizontalSpeed: Number.NaN, verticalSpeed: Number.NaN },
  ],
  [
    '<font size="36">FrameCnt : 7, DiffTime : 40ms\n2020-08-12 08:55:21,745,078\n[iso : 100] [shutter : 1/4000.0] [fnum : 280] [ev : 0] [ct : 5574] [color_md : default] [focal_len : 280] [latitude : -34.869950] [longtitude : -57.823395] [altitude: 74.725998] </font>',
    { latitude: -34.86995, longitude: -57.823395, altitude: 74.725998, frame: 7 },
    { aperture: 2.8, focalLength: 28, colorTemperature: 5574, shutter: 1 / 4000 },
  ],
  [
    '<font size="28">FrameCnt: 1, DiffTime: 33ms\n2023-05-01 12:00:00.125\n[iso: 100] [shutter: 1/1000.0] [fnum: 1.7] [ev: 0.3] [focal_len: 24.00] [dzoom_ratio: 10000, delta:0], [latitude: 48.1] [longitude: 11.1] [rel_alt: 1.300 abs_alt: 130.300] [ct: 5500] [gb_yaw: 12.3 gb_pitch: -4.5 gb_roll: 0.1] </font>',
    { latitude: 48.1, longitude: 11.1, height: 1.3, altitude: 130.3, exposure: 0.3 },
    { focalLength: 24, zoom: 1, gimbalYaw: 12.3, gimbalPitch: -4.5, gimbalRoll: 0.1 },
  ],
  // Cameras for firms state the parts of the speed, with small letters or a large one.
  [
    "FrameCnt: 1, DiffTime: 33ms\n2024-02-27 22:30:45.395\n[latitude: -44.2] [longitude: 171.1] [rel_alt: 40.162 abs_alt: 97.829]\n[drone_speedx: 3.0 drone_speedy: -4.0 drone_speedz: 0.5]",
    { height: 40.162, horizontalSpeed: 5 },
    { droneSpeedX: 3, droneSpeedY: -4, droneSpeedZ: 0.5, verticalSpeed: Number.NaN },
  ],
  [
    "[iso: 100] [latitude: -44.2] [longitude: 171.1] [drone_speedX: 0.0 drone_speedY: 1.3 drone_speedZ: 0.1]",
    { horizontalSpeed: 1.3 },
    { droneSpeedX: 0 },
  ],
  // The Matrice 300 writes the latitude first, and a third number that is never another.
  [
    "2022.03.04 10:11:12\nGPS(-41.2509,174.7801,0.0M) BAROMETER:97.7M",
    { latitude: -41.2509, longitude: 174.7801, height: 97.7 },
    { satellites: Number.NaN },
  ],
  [
    "F/6.3, SS 60, ISO 100, EV +0.3, RTK (120.083799, 30.213635, 28), HOME (120.084146, 30.214243, 103.55m), D 75.36m, H 76.19m, H.S 0.30m/s, V.S 0.00m/s, F.PRY (-5.3°, 2.1°, 28.3°), G.PRY (-40.0°, 0.0°, 28.2°)",
    { latitude: 30.213635, longitude: 120.083799, satellites: 28, homeLongitude: 120.084146 },
    { exposure: 0.3, homeAltitude: 103.55, yaw: 28.3, gimbalPitch: -40 },
  ],
  [
    "F/2.8, SS 30.15, ISO 710, EV 0, DZOOM 1.500, GPS (n/a, n/a, 4), D n/a, H 1.10m",
    { latitude: Number.NaN, longitude: Number.NaN, satellites: 4, height: 1.1 },
    { zoom: 1.5, distance: Number.NaN },
  ],
  [
    "[fnum: 3.4] [focal_len: 166.00] [dzoom: 1.00]\n[drone_yaw: -20.4 drone_pitch: 2.4 drone_roll: -2.1]\n[gb_yaw: -30.0 gb_pitch: -29.9 gb_roll: 0.5]\n[latitude: -44.2] [longitude: 171.1]",
    { focalLength: 166, yaw: -20.4, pitch: 2.4, roll: -2.1 },
    { gimbalYaw: -30, gimbalPitch: -29.9, gimbalRoll: 0.5 },
  ],
  [
    "[focal_len : 240] [latitude: -36.8] [longtitude: 174.6] [altitude: 28.7] [Drone: Yaw:-146.0, Pitch:-0.6, Roll:1.3]",
    { focalLength: 24, yaw: -146, pitch: -0.6, roll: 1.3 },
    { gimbalYaw: Number.NaN },
  ],
  [
    "[shutter: 1/640,0] [fnum: 2,8] [latitude: 51,100000] [longitude: -1.2e-05] [rel_alt: 1,300 abs_alt: 130,300]",
    { latitude: 51.1, longitude: -0.000012, height: 1.3, altitude: 130.3 },
    { shutter: 1 / 640, aperture: 2.8 },
  ],
])("%s", async (text, place, rest) => {
  const table = await cues(`1\n00:00:00,000 --> 00:00:01,000\n${text}\n`);
  for (const [field, value] of Object.entries({ ...place, ...rest }))
    expect(valueOf(table, field), field).toBe(value);
});

test.each([
  ["[latitude: 0.000000] [longitude: 0.000000] [rel_alt: 1.5 abs_alt: 0]"],
  ["HOME(0.0000,0.0000)\nGPS(0.0000,0.0000,0) BAROMETER:1.5"],
  ["HOME(0.0000,91.0000)\nGPS(95.5000,97.2000,9) BAROMETER:1.5"],
  ["[latitude: 200.5] [longitude: 11.1] [rel_alt: 1.5]"],
  ["GPS (51,100000, 4,200000, 12), H 1.50m"],
  ["GPS(1.2.3,50.0,0.0M) BAROMETER:1.5M"],
])("no place is made of %s", async (text) => {
  const table = await cues(`1\n00:00:00,000 --> 00:00:01,000\n${text}\n`);
  expect(valueOf(table, "height")).toBe(1.5);
  const stated = table.series.map(({ source }) => source);
  expect(stated.filter((source) => /Latitude|Longitude|\.l/.test(source))).toEqual([]);
});

test("the beginning of a number is no number", async () => {
  const table = await cues(
    "1\n00:00:00,000 --> 00:00:01,000\nISO:100 Shutter:60\nGPS(1.5,2.5,9) BAROMETER:20,1",
  );
  expect(valueOf(table, "height")).toBeNaN();
});

describe("cues are told apart", () => {
  const cue = (number: number) =>
    `${number}\n00:00:0${number},500 --> 00:00:0${number},900\nGPS(1.5,2.${number},9) BAROMETER:1`;

  test.each([
    ["with blank lines", [cue(1), cue(2)].join("\n\n")],
    ["without blank lines", [cue(1), cue(2)].join("\n")],
    ["with lines as Windows ends them", [cue(1), cue(2)].join("\n\n").replaceAll("\n", "\r\n")],
    [
      "with lines as the first Macintosh ended them",
      [cue(1), cue(2)].join("\n\n").replaceAll("\n", "\r"),
    ],
    ["behind a byte-order mark", `\ufeff${[cue(1), cue(2)].join("\n\n\n")}\n\n`],
  ])("%s", async (_, text) => {
    const table = await cues(text);
    expect([...table.times]).toEqual([0, 1]);
    expect([0, 1].map((row) => valueOf(table, "latitude", row))).toEqual([2.1, 2.2]);
  });

  test("without times, by the camera's clock", async () => {
    const at = (second: number) => `2017.08.05 14:11:${second},393,525\n[latitude : 1] [iso : 1]`;
    const table = await cues(`1\n${at(51)}\n\n2\n${at(52)}\n\n3\n${at(54)}`);
    expect([...table.times]).toEqual([0, 1, 3]);
  });

  test("though the text of a cue holds a line that is a number", async () => {
    const text = [1, 2].map((number) => `${cue(number)}\n\n0\n[dzoom_ratio: 20000, delta:0]`);
    const log = await djiSrtReader.open(utf8(text.join("\n\n")));
    expect(log.flights[0]).toMatchObject({ counts: { CUE: 2 }, damage: [] });
    const [table] = log.tables(0);
    expect(table && valueOf(table, "zoom", 1)).toBe(2);
  });

  test("and what is no sample is damage, between samples that are kept", async () => {
    const text = `${cue(1)}\n\n2\n\n${cue(3)}`;
    const log = await djiSrtReader.open(utf8(text));
    const offset = text.indexOf("\n2\n") + 1;
    expect(log.flights[0]?.counts).toEqual({ CUE: 2 });
    expect(log.flights[0]?.damage).toEqual([{ offset, length: 3, why: "not-a-sample" }]);
  });
});

describe("films that were joined follow each other", () => {
  const film = (clock: (at: number) => string) =>
    [0, 1, 2]
      .map(
        (at) =>
          `${at + 1}\n00:00:0${at},000 --> 00:00:0${at + 1},000\n${clock(at)}GPS(1.5,2.5,9) BAROMETER:1`,
      )
      .join("\n\n");

  test("as far apart as the camera's clock says", async () => {
    const [one, other] = ["10:00:0", "10:05:0"].map((time) =>
      film((at) => `2017.08.05 ${time}${at}\n`),
    );
    const { flights, tables } = await djiSrtReader.open(utf8(`${one}\n\n${other}`));
    expect([...(tables(0)[Symbol.iterator]().next().value?.times ?? [])]).toEqual([
      0, 1, 2, 300, 301, 302,
    ]);
    expect(flights[0]).toMatchObject({
      startedAt: "2017-08-05T10:00:00.000",
      moments: [
        { kind: "video", at: 0, until: 2 },
        { kind: "video", at: 300, until: 302 },
      ],
    });
  });

  test.each([
    ["without a clock", () => ""],
    ["with a clock that was set back", (at: number) => `20${at === 0 ? 16 : 17}.08.05 10:00:00\n`],
  ])("a second later %s", async (_, clock) => {
    const table = await cues(`${film(() => clock(1))}\n\n${film(() => clock(0))}`);
    expect([...table.times]).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

test("the start is the camera's, so in no zone, and the whole is a film", async () => {
  const { flights } = await djiSrtReader.open(utf8(writeSrt(flight, "new-tags")));
  expect(flights[0]).toMatchObject({
    format: "dji-srt",
    clock: "camera",
    startedAt: "2024-05-02T06:12:09.250",
    moments: [{ at: 0, kind: "video", until: 161 }],
  });
});

describe("real subtitles", () => {
  withRealFiles("dji-srt", ".SRT", (name, bytes) => {
    if (name.includes("empty"))
      test(`${name} is not recognized`, () => {
        expect(djiSrtReader.recognize(bytes, name)).toBe(false);
      });
    else describeFlightReader(djiSrtReader, [{ name, bytes }]);
  });

  withRealFile("dji-srt/JuanIrache__p4_rtk.SRT", (bytes) => {
    const json = realFile("dji-srt/JuanIrache__preparedData.json");
    if (!json) return test.skip("absent: not beside the repository", () => undefined);

    /** What another parser published for this file; numbers are texts. */
    type Published = Readonly<Record<string, string>> & {
      readonly GPS: readonly string[];
      readonly HOME: readonly string[];
      readonly F_PRY: readonly string[];
      readonly G_PRY: readonly string[];
    };
    const published = JSON.parse(textOf(json)) as readonly Published[];

    test("are read as another parser published", async () => {
      const [table] = (await djiSrtReader.open(bytes)).tables(0);
      expect(table?.times).toHaveLength(published.length);
      for (const [row, cue] of published.entries()) {
        const at = (field: string) => (table ? valueOf(table, field, row) : Number.NaN);
        expect([at("longitude"), at("latitude"), at("satellites")]).toEqual(cue.GPS.map(Number));
        expect([at("homeLongitude"), at("homeLatitude"), at("homeAltitude")]).toEqual(
          cue.HOME.map(Number.parseFloat),
        );
        expect([at("pitch"), at("roll"), at("yaw")]).toEqual(cue.F_PRY.map(Number));
        expect([at("gimbalPitch"), at("gimbalRoll"), at("gimbalYaw")]).toEqual(
          cue.G_PRY.map(Number),
        );
        const plain = { aperture: "F", iso: "ISO", exposure: "EV", distance: "D", height: "H" };
        for (const [field, name] of Object.entries({ ...plain, horizontalSpeed: "H_S" }))
          expect(at(field), `${field} of cue ${row}`).toBe(Number(cue[name]));
        expect(at("shutter")).toBe(1 / Number(cue["SS"]));
        expect(at("verticalSpeed")).toBe(Number(cue["V_S"]));
      }
    });
  });
});
