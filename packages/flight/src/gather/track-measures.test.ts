import { utf8 } from "@homepoint/base";
import { expect, test } from "vitest";
import { openLog } from "../read-log.ts";
import { findSeries } from "../summary/find-series.ts";
import { summarize } from "../summary/summarize.ts";

const at = (seconds: number) => new Date(Date.UTC(2023, 4, 2, 10) + seconds * 1000).toISOString();

/** North at 11.12 m/s, up 2 m a second to a peak of one row, and down again. */
const samples = Array.from({ length: 61 }, (_, row) => ({
  latitude: (47 + row * 0.0001).toFixed(4),
  altitude: 400 + 2 * (30 - Math.abs(30 - row)),
}));

function gpx(step: number, more = ""): string {
  const points = samples.map(
    ({ latitude, altitude }, row) =>
      `<trkpt lat="${latitude}" lon="8.5"><ele>${altitude}</ele><time>${at(row * step)}</time>${more}</trkpt>`,
  );
  return `<gpx version="1.1"><trk><trkseg>${points.join("")}</trkseg></trk></gpx>`;
}

function line(mode: string): string {
  const places = samples.map(({ latitude, altitude }) => `8.5,${latitude},${altitude}`);
  return `<kml><Placemark><LineString><altitudeMode>${mode}</altitudeMode><coordinates>${places.join(" ")}</coordinates></LineString></Placemark></kml>`;
}

const igc = [
  "AXXX001",
  "HFDTE020523",
  ...samples.map(({ altitude }, row) => {
    const [seconds, thousandths] = [String(row % 60).padStart(2, "0"), Math.round(row * 6)];
    const place = `47${String(thousandths).padStart(5, "0")}N00830000E`;
    return `B10${String(Math.floor(row / 60)).padStart(2, "0")}${seconds}${place}A00${altitude}00${altitude}`;
  }),
].join("\r\n");

async function summaryOf(text: string) {
  return summarize(await openLog(utf8(text), "track"), 0);
}

test("tracks that state neither have a height above their beginning, and a speed", async () => {
  for (const text of [gpx(1), igc]) {
    const summary = await summaryOf(text);
    expect(summary?.maxHeightMeters).toBe(60);
    expect(summary?.maxSpeedMetersPerSecond).toBeCloseTo(11.12, 1);
  }
});

test("a line without times has a height, and no speed", async () => {
  const summary = await summaryOf(line("absolute"));
  expect(summary?.maxHeightMeters).toBe(60);
  expect(summary?.maxSpeedMetersPerSecond).toBeUndefined();
  expect((await summaryOf(line("relativeToGround")))?.maxHeightMeters).toBe(460);
  expect((await summaryOf(line("clampToGround")))?.maxHeightMeters).toBeUndefined();
});

test("what a track states is not derived", async () => {
  const log = await openLog(utf8(gpx(1, "<speed>3</speed>")), "track");
  expect(findSeries([...log.tables(0)], "speed")?.series.derived).toBeUndefined();
  expect(summarize(log, 0)?.maxSpeedMetersPerSecond).toBe(3);
});

test("the greatest height counts also where rows are far apart", async () => {
  const points = [0, 50, 110, 60, 0].map(
    (height, row) =>
      `<trkpt lat="47.00${row}" lon="8.5"><ele>${400 + height}</ele><time>${at(row * 20)}</time></trkpt>`,
  );
  const text = `<gpx version="1.1"><trk><trkseg>${points.join("")}</trkseg></trk></gpx>`;
  expect((await summaryOf(text))?.maxHeightMeters).toBe(110);
});

test("a leap to another place is no speed", async () => {
  const text = gpx(1).replace('lat="47.0030"', 'lat="48.0030"');
  expect((await summaryOf(text))?.maxSpeedMetersPerSecond).toBeLessThan(15);
});
