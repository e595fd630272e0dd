import { concat, textOf, utf8 } from "@homepoint/base";
import { fly, plans, realFile, utf16, writeCsv, type CsvStyle } from "@homepoint/testdata";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OpenLog } from "../../flight-reader.ts";
import { describeFlightReader } from "../../flight-reader.contract.ts";
import { withRealFile } from "../../real-files.contract.ts";
import { findSeries } from "../../summary/find-series.ts";
import { summarize } from "../../summary/summarize.ts";
import type { SeriesName } from "../../series-names.ts";
import { labelAt, valuesOf, type Table } from "../../table.ts";
import { csvReaders } from "./reader.ts";

const flight = fly({ ...plans.point, waypoints: plans.point.waypoints.slice(0, 8) });
const brief = { ...flight, samples: flight.samples.slice(0, 30) };

const formats = {
  "airdata feet": "airdata-csv",
  "airdata meters": "airdata-csv",
  litchi: "litchi-csv",
  dronelog: "dronelog-csv",
  "flight reader": "dji-csv",
  "txt log": "dji-csv",
} as const satisfies Readonly<Record<CsvStyle, string>>;

const styles = Object.keys(formats) as CsvStyle[];

for (const reader of csvReaders) {
  const own = styles.filter((style) => formats[style] === reader.format);
  describeFlightReader(
    reader,
    own.map((style) => ({ name: style, bytes: utf8(writeCsv(brief, style)) })),
  );
}

async function open(bytes: Uint8Array): Promise<OpenLog> {
  const known = csvReaders.filter((reader) => reader.recognize(bytes, "any"));
  expect(known).toHaveLength(1);
  return (known[0] as (typeof csvReaders)[number]).open(bytes);
}

async function tablesOf(bytes: Uint8Array): Promise<readonly Table[]> {
  return [...(await open(bytes)).tables(0)];
}

function valuesNamed(tables: readonly Table[], name: SeriesName): readonly number[] {
  const found = findSeries(tables, name);
  if (!found) throw new Error(`there is no ${name}`);
  expect(found.series.name).toBe(name);
  return [...valuesOf(found.series)];
}

function expectClose(read: readonly number[], flown: readonly number[], within: number): void {
  expect(read).toHaveLength(flown.length);
  const off = flown.findIndex(
    (value, row) => !(Math.abs((read[row] ?? Number.NaN) - value) <= within),
  );
  expect(off, `row ${off}: ${read[off]} for ${flown[off]}`).toBe(-1);
}

describe.each(styles)("%s", (style) => {
  const bytes = utf8(writeCsv(flight, style));
  const { samples } = flight;

  test("has the times, positions, heights and speeds that were flown, in metric units", async () => {
    const tables = await tablesOf(bytes);
    const [table] = tables;
    expectClose(
      [...(table?.times ?? [])],
      samples.map(({ seconds }) => seconds),
      1e-9,
    );
    const fix = samples.map(({ seconds }) => seconds >= 1); // some styles have none before
    const flown = { latitude: 1e-6, longitude: 1e-6 } as const;
    for (const [name, within] of Object.entries(flown) as [keyof typeof flown, number][])
      expectClose(
        valuesNamed(tables, name).filter((_, row) => fix[row]),
        samples.map((sample) => sample[name]).filter((_, row) => fix[row]),
        within,
      );
    expectClose(
      valuesNamed(tables, "height"),
      samples.map(({ height }) => height),
      0.06,
    );
    const speeds = samples.map(({ north, east }) => Math.hypot(north, east));
    expectClose(valuesNamed(tables, "speed"), speeds, 0.03);
  });

  test("starts when it did, by the clock it names", async () => {
    const { flights } = await open(bytes);
    const isLocal = style === "flight reader";
    expect(flights[0]?.clock).toBe(isLocal ? "local" : "app");
    const ms = Date.parse(isLocal ? `${flights[0]?.startedAt}Z` : (flights[0]?.startedAt ?? ""));
    const isWhole = style.startsWith("airdata"); // its clock shows seconds
    expect(Math.abs(ms - flight.startedMs)).toBeLessThanOrEqual(isWhole ? 150 : 60);
  });

  test("says what happened", async () => {
    const [read] = (await open(bytes)).flights;
    const kinds = read?.moments.map(({ kind }) => kind) ?? [];
    const photos = samples.filter(({ photo }) => photo).length;
    if (style !== "txt log") expect(kinds.filter((kind) => kind === "photo")).toHaveLength(photos);
    if (style !== "txt log") expect(kinds.filter((kind) => kind === "video")).toHaveLength(1);
    const changes = samples.filter(({ mode }, at) => at > 0 && mode !== samples[at - 1]?.mode);
    expect(kinds.filter((kind) => kind === "flight-mode")).toHaveLength(changes.length);
    const texts = read?.moments.filter(({ kind }) => kind === "app-text") ?? [];
    expect(texts).toHaveLength(2);
    expect(texts[0]?.text).toMatch(/["“]?(return height|yes)"/);
    expect(texts[1]?.at).toBe(30);
    expect(read?.damage).toEqual([]);
  });
});

test.each(["litchi", "flight reader", "txt log"] as const)(
  "%s: take-off and landing",
  async (style) => {
    const [read] = (await open(utf8(writeCsv(flight, style)))).flights;
    const places = read?.moments.filter(({ kind }) => kind === "take-off" || kind === "landing");
    expect(places?.map(({ kind }) => kind)).toEqual(["take-off", "landing"]);
    expect(places?.[0]?.values?.["latitude"]).toBeCloseTo(plans.point.latitude, 4);
  },
);

describe("who flew", () => {
  const { name, serial, battery, controller } = plans.point.aircraft;

  test.each([
    ["litchi", { maker: "DJI", name, serial }],
    ["dronelog", { model: "Made Model", name, serial }],
    ["flight reader", { maker: "DJI", name, serial }],
    ["txt log", { maker: "DJI", name }],
  ] as const)("%s", async (style, aircraft) => {
    const log = await open(utf8(writeCsv(brief, style)));
    expect(log.flights[0]?.aircraft).toMatchObject(aircraft);
    const all = JSON.stringify([...log.tables(0)].map(({ series }) => series.map((s) => s.labels)));
    expect(all).not.toContain(serial); // identities are no labels
  });

  test("batteries and controllers have their serials", async () => {
    const [read] = (await open(utf8(writeCsv(brief, "litchi")))).flights;
    expect(read).toMatchObject({
      batteries: [{ serial: battery }],
      controller: { serial: controller },
    });
  });
});

test("what the log's own header said stands in the flight", async () => {
  const [read] = (await open(utf8(writeCsv(flight, "txt log")))).flights;
  expect(read?.stated.distanceMeters).toBeCloseTo(flight.samples.at(-1)?.flown ?? 0, 2);
});

test("sticks, currents and cells mean the same whoever writes them", async () => {
  const last = flight.samples.at(-1) ?? flight.samples[0];
  const at = async (style: CsvStyle, name: SeriesName) =>
    valuesNamed(await tablesOf(utf8(writeCsv(flight, style))), name).at(-1);
  expect(await at("airdata feet", "stickRudder")).toBeCloseTo(100, 9);
  expect(await at("flight reader", "stickAileron")).toBeCloseTo(100, 9);
  expect(await at("txt log", "stickAileron")).toBe(-25);
  for (const style of ["airdata feet", "litchi", "flight reader"] as const)
    expect(await at(style, "batteryCurrent")).toBeCloseTo(-(last?.amperes ?? 0), 2);
  for (const style of ["airdata feet", "litchi", "dronelog"] as const) {
    expect(await at(style, "cellVoltage4")).toBeCloseTo((last?.volts ?? 0) / 4, 2);
    expect(
      findSeries(await tablesOf(utf8(writeCsv(flight, style))), "cellVoltage5"),
    ).toBeUndefined();
  }
  for (const style of ["airdata feet", "litchi", "dronelog", "flight reader"] as const)
    expect(await at(style, "batteryTemperature")).toBeCloseTo(last?.celsius ?? 0, 0);
});

test("positions that are 0, 0 for want of a fix are missing", async () => {
  const latitudes = valuesNamed(await tablesOf(utf8(writeCsv(flight, "txt log"))), "latitude");
  expect(latitudes.slice(0, 10).every(Number.isNaN)).toBe(true);
  expect(latitudes.slice(10).some(Number.isNaN)).toBe(false);
});

describe("however it is written down", () => {
  const plain = writeCsv(brief, "airdata feet");

  test.each([
    [
      "with semicolons and decimal commas",
      utf8(writeCsv(brief, "airdata feet", { separator: ";", decimal: "," })),
    ],
    ["with commas for both, quoted", utf8(writeCsv(brief, "airdata feet", { decimal: "," }))],
    ["with tabs", utf8(writeCsv(brief, "airdata feet", { separator: "\t" }))],
    ["with lines as Windows ends them", utf8(writeCsv(brief, "airdata feet", { lineEnd: "\r\n" }))],
    ["with lines as old Macs ended them", utf8(writeCsv(brief, "airdata feet", { lineEnd: "\r" }))],
    ["behind a byte-order mark", utf8(`\ufeff${plain}`)],
    ["in UTF-16", utf16(plain)],
    ["in UTF-16 the other way round", utf16(plain, "big")],
    ["in UTF-16 without a mark", utf16(plain).subarray(2)],
    ["behind a line that names the separator", utf8(`sep=,\n${plain}`)],
    ["with blank lines", utf8(`\n${plain.replaceAll("\n", "\n\n")}\n`)],
    ["without an end to its last line", utf8(plain.trimEnd())],
    ["with every cell in quotes", utf8(quoteAll(plain))],
    ["with an empty cell at each end", utf8(plain.replaceAll("\n", ",\n"))],
  ])("%s", async (_, bytes) => {
    const [log, same] = [await open(bytes), await open(utf8(plain))];
    expect(log.flights).toEqual(same.flights);
    expect([...log.tables(0)]).toEqual([...same.tables(0)]);
  });

  function quoteAll(text: string): string {
    const [heads = "", ...lines] = text.trimEnd().split("\n");
    const cells = /"(?:[^"]|"")*"|[^,]+|(?<=,)(?=,)|(?<=,)$/g;
    const quoted = (line: string) =>
      (line.match(cells) ?? [])
        .map((cell) => (cell.startsWith('"') ? cell : `"${cell}"`))
        .join(",");
    return [heads, ...lines].map(quoted).join("\n");
  }
});

test.each([
  ["2024-05-02 06:12:09", "2024-05-02T06:12:09.000Z", "app", "datetime(utc)"],
  ["2024/5/2 6:12:09.250", "2024-05-02T06:12:09.250Z", "app", "datetime(utc)"],
  ["02.05.2024 06:12:09", "2024-05-02T06:12:09.000Z", "app", "datetime(utc)"],
  ["5/2/2024 6:12:09 PM", "2024-05-02T18:12:09.000Z", "app", "datetime(utc)"],
  ["31/05/2024 06:12", "2024-05-31T06:12:00.000Z", "app", "datetime(utc)"],
  ["05/31/2024 12:12:00 AM", "2024-05-31T00:12:00.000Z", "app", "datetime(utc)"],
  ["2024-05-02T06:12:09+02:00", "2024-05-02T04:12:09.000Z", "app", "datetime(utc)"],
  ["2024-05-02 06:12:09", "2024-05-02T06:12:09.000", "local", "datetime(local)"],
  ["yesterday", undefined, "unknown", "datetime(utc)"],
])("%s is %s by the clock %s", async (written, startedAt, clock, head) => {
  const heads = `latitude,longitude,time(millisecond),${head},ascent(feet),mileage(feet)`;
  const log = await open(utf8(`${heads}\n1.5,2.5,0,${written},1,1\n1.5,2.5,1000,,2,2\n`));
  expect(log.flights[0]).toMatchObject({ clock, ...(startedAt && { startedAt }) });
  expect(log.flights[0]?.startedAt).toBe(startedAt);
});

test("a row a second is timed by the clock where nothing counts", async () => {
  const heads = "latitude,longitude,datetime(utc),isflying,istakingphoto";
  const lines = [10, 11, 13, 12].map((s) => `1.5,2.5,2024-05-02 06:12:${s},1,0`);
  const [table] = await tablesOf(utf8([heads, ...lines].join("\n")));
  expect([...(table?.times ?? [])]).toEqual([0, 1, 3, 3]);
});

test("rows without any time are in order, and claim no duration", async () => {
  const heads = "latitude,longitude,datetime(utc),isflying,istakingphoto";
  const log = await open(utf8([heads, "1.5,2.5,,1,0", "1.5,2.6,,1,0"].join("\n")));
  expect(log.flights[0]).toMatchObject({ clock: "unknown", untimed: true });
  expect(summarize(log, 0)?.durationSeconds).toBeUndefined();
});

test.each(["1e300", "-1e300", "9e15", "1714630329250"])(
  "a flight whose stamps are %s is read all the same",
  async (stamp) => {
    const heads = "latitude,longitude,timestamp,time(millisecond),isflying,istakingphoto";
    const lines = [0, 1, 2].map((at) => `1.5,2.5,${stamp},${at === 1 ? stamp : at},1,0`);
    const log = await open(utf8([heads, ...lines].join("\n")));
    const isDate = stamp.length === 13;
    expect(log.flights[0]?.startedAt).toBe(isDate ? "2024-05-02T06:12:09.250Z" : undefined);
  },
);

describe("what is damaged", () => {
  const text = writeCsv(brief, "airdata feet");
  const lines = text.split("\n");
  const line = lines[11] ?? "";
  const offset = text.indexOf(line);
  const height = /^(\d+,[^,]+,[^,]+,[^,]+,)[^,]+,/;

  test("a line of too few cells is left out, and all others are kept", async () => {
    const cut = line.slice(0, 40);
    const log = await open(utf8(text.replace(line, cut)));
    expect(log.flights[0]?.counts).toEqual({ AIRDATA: 29 });
    expect(log.flights[0]?.damage).toEqual([
      { offset, length: cut.length + 1, why: "cell-count", from: 0.9, to: 1.1 },
    ]);
  });

  test("a cell that is no number is missing, and its row is kept", async () => {
    const log = await open(utf8(text.replace(line, line.replace(height, "$14x.2,"))));
    expect(log.flights[0]?.counts).toEqual({ AIRDATA: 30 });
    expect(log.flights[0]?.damage).toMatchObject([{ length: 4, why: "not-a-number" }]);
  });

  test("words for nothing in cells of numbers are no damage", async () => {
    for (const word of ["N/A", "-", "null", "NaN", "None", "n/a"]) {
      const log = await open(utf8(text.replace(line, line.replace(height, `$1${word},`))));
      expect(log.flights[0]?.damage).toEqual([]);
      expect(valuesNamed([...log.tables(0)], "height")[10]).toBeNaN();
    }
  });

  test("a stray quote takes no row but its own with it", async () => {
    const log = await open(utf8(text.replace(line, line.replace(",", ',"'))));
    expect(log.flights[0]?.counts["AIRDATA"]).toBeGreaterThanOrEqual(29);
  });

  test("damage in UTF-16 stands where the file has it", async () => {
    const log = await open(utf16(text.replace(line, "é,1")));
    expect(log.flights[0]?.damage[0]).toMatchObject({ offset: 2 + 2 * offset, length: 8 });
  });

  test("the headers again, and a second flight behind them, do not go back in time", async () => {
    const log = await open(concat(utf8(text), utf8(text)));
    expect(log.flights[0]?.counts).toEqual({ AIRDATA: 60 });
    expect(log.flights[0]?.damage).toMatchObject([{ why: "not-a-sample" }]);
  });
});

test.each([
  [
    "a mission of Litchi",
    "latitude,longitude,altitude(m),heading(deg),curvesize(m),speed(m/s)\n1,2,3,4,5,6\n",
  ],
  ["a table of addresses", "name,latitude,longitude\nhome,1,2\n"],
  ["headers alone", writeCsv({ ...brief, samples: [] }, "litchi")],
  [
    "headers with words below",
    "latitude,longitude,time,isflying,flystate,velocityx\na,b,c,d,e,f\n",
  ],
])("%s is no log", async (_, text) => {
  for (const reader of csvReaders)
    await expect(reader.open(utf8(text))).rejects.toMatchObject({ code: "flight/unknown-format" });
});

test("any cells below known headers are read without throwing", async () => {
  const [heads = ""] = writeCsv(brief, "litchi").split("\n");
  const cell = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.double().map(String),
    fc.constantFrom('"', '""', "\n", "1,5"),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { maxLength: 300 }), async (cells) => {
      const bytes = utf8(`${heads}\n1.5,2.5,3\n${cells.join(",")}`);
      const reader = csvReaders.find(({ format }) => format === "litchi-csv");
      const log = await reader?.open(bytes).catch(() => undefined);
      for (const table of log?.tables(0) ?? [])
        for (const series of table.series) expect(series.values).toHaveLength(table.times.length);
    }),
  );
});

/** What a plain reading of a table gives, by header. */
function plainly(bytes: Uint8Array): ReadonlyMap<string, readonly string[]> {
  const text = new TextDecoder("latin1").decode(bytes);
  const [heads = [], ...rows] = text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  return new Map(heads.map((head, at) => [head.trim(), rows.map((row) => row[at]?.trim() ?? "")]));
}

describe("the AirData export of a real flight", () => {
  withRealFile("csv/TheRobBrennan__air2s_Sep-5th-2021-07-48PM-Flight-Airdata.csv", (bytes) => {
    describeFlightReader(csvReaders.find(({ format }) => format === "airdata-csv") as never, [
      { name: "airdata", bytes: bytes.slice(0, 40_000) },
    ]);
    const written = plainly(bytes);

    test("has each number of the file, in metric units", async () => {
      const [table] = await tablesOf(bytes);
      const units = { feet: 0.3048, mph: 0.44704 } as const;
      let compared = 0;
      for (const { source, ...series } of table?.series ?? []) {
        const [head, cells] =
          [...written].find(([one]) => `AIRDATA.${one.replace(/\(.*/, "")}` === source) ?? [];
        if (!head || !cells || series.labels || /^rc_|^battery_temp|^current/.test(head)) continue;
        const unit = /\((\w+)\)/.exec(head)?.[1];
        const factor = units[unit as keyof typeof units] ?? 1;
        const values = valuesOf({ source, ...series });
        for (const [row, value] of values.entries()) {
          const cell = Number(cells[row]) * factor;
          const isSame = Math.abs(cell - value) < 1e-9 * Math.max(1, Math.abs(cell));
          if (Number.isNaN(value)) expect(Number(cells[row])).toBe(0); // no fix, no ground, no cell
          else if (!isSame) expect(value, `${source} row ${row}`).toBe(cell);
          compared += 1;
        }
      }
      expect(compared).toBeGreaterThan(11_614 * 30);
    });

    test("has each text of the app", async () => {
      const said = (written.get("message") ?? []).filter(
        (text, row, all) => text && text !== all[row - 1],
      );
      const moments = (await open(bytes)).flights[0]?.moments ?? [];
      const texts = moments.filter(({ kind }) => kind === "app-text").map(({ text }) => text);
      // Texts with commas in quotes: the plain reading cuts them at the comma.
      for (const [at, text] of said.entries()) expect(texts[at]).toContain(text.replace(/^"/, ""));
      expect(texts).toHaveLength(said.length);
    });
  });
});

describe("the published table of a real Mavic 2 log", () => {
  withRealFile("dji-txt/chrisvm__test.csv", (bytes) => {
    const written = plainly(bytes);

    test("has each number of the file", async () => {
      let compared = 0;
      for (const table of await tablesOf(bytes))
        for (const series of table.series) {
          const cells = written.get(series.source);
          if (!cells || series.labels) continue;
          const factor = series.source.startsWith("RC.") && series.unit === "%" ? 0.01 : 1;
          for (const [row, value] of valuesOf(series).entries()) {
            const cell = cells[row] ?? "";
            const number = { True: 1, False: 0 }[cell] ?? Number(cell || Number.NaN);
            if (Number.isNaN(value)) expect(number || 0, series.source).toBe(0);
            else if (Math.abs(value - number * factor) > 1e-9)
              expect(value, series.source).toBe(number);
            compared += 1;
          }
        }
      expect(compared).toBeGreaterThan(3056 * 100);
    });

    test("has each label of the file", async () => {
      for (const table of await tablesOf(bytes))
        for (const series of table.series) {
          const cells = written.get(series.source);
          if (series.labels && cells && series.source !== "OSD.flightAction")
            expect(
              cells.map((_, row) => labelAt(series, row) ?? ""),
              series.source,
            ).toEqual(cells);
        }
    });

    test("is summed up as the expectation file of its log has it", async () => {
      const expected = realFile("expected/dji-txt/chrisvm__mavic2_0.txt.summary.json");
      if (!expected) return;
      const { startTimeUtc, totalTimeS, osdRecords, maxOsdHeightM, bbox } = JSON.parse(
        textOf(expected),
      );
      const summary = summarize(await open(bytes), 0);
      expect(summary?.rows).toBe(osdRecords);
      expect(summary?.maxHeightMeters).toBe(maxOsdHeightM);
      expect(summary?.durationSeconds).toBeCloseTo(totalTimeS, 0);
      const { south, west, north, east } = summary?.bounds ?? {};
      for (const [at, edge] of [south, west, north, east].entries())
        expect(edge).toBeCloseTo(bbox[at], 5);
      expect(summary?.startedAt).toBe(`${startTimeUtc.slice(0, 23)}Z`);
    });
  });
});

test("Litchi's mission tables, waypoints and all, are no logs", () => {
  const bytes = realFile("mission/JoeKae__litchi_waypoints.csv");
  if (bytes) expect(csvReaders.some((reader) => reader.recognize(bytes, "any"))).toBe(false);
});

test.each([
  ["kmh", 3.6],
  ["fts", 1 / 0.3048],
  ["mph", 1 / 0.44704],
])("speeds of Open DroneLog in %s become metres a second", async (ending, factor) => {
  const asked = await open(utf8(writeCsv(brief, "dronelog")));
  const text = `time_s,lat,lng,height_m,speed_${ending},velocity_x_${ending}\n0,1,2,3,${10 * factor},${5 * factor}\n1,1,2,3,${10 * factor},${5 * factor}\n`;
  const [table] = [...(await open(utf8(text))).tables(0)];
  for (const [name, expected] of [
    ["speed", 10],
    ["velocityNorth", 5],
  ] as const) {
    const found = findSeries(table ? [table] : [], name);
    expect(found && valuesOf(found.series)[0]).toBeCloseTo(expected, 4);
    expect(found?.series.unit).toBe("m/s");
    expect(findSeries([...asked.tables(0)], name)?.series.unit).toBe("m/s");
  }
});
