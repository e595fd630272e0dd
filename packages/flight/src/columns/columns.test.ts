import { concat, equalBytes, textOf, utf8 } from "@homepoint/base";
import { fly, makeSampleLogs, plans, writeDjiLog } from "@homepoint/testdata";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Flight } from "../flight.ts";
import type { OpenLog } from "../flight-reader.ts";
import { openLog } from "../read-log.ts";
import { withRealFiles } from "../real-files.contract.ts";
import { seriesNames } from "../series-names.ts";
import { valuesOf, type Series, type Table } from "../table.ts";
import { units } from "../units.ts";
import { decodeFlight } from "../exports/samples.ts";
import { encodeColumns, trailerOf } from "./encode-columns.ts";
import { elementTypes, type ElementType } from "./element-types.ts";
import { openColumns, type Columns, type ColumnSource } from "./open-columns.ts";
import { planRanges } from "./plan-ranges.ts";
import { keySeries } from "./series-keys.ts";

type Counted = ColumnSource & { readonly reads: (readonly [number, number])[] };

function sourceOf(file: Uint8Array): Counted {
  const reads: (readonly [number, number])[] = [];
  return {
    size: file.length,
    reads,
    async read(first, last) {
      reads.push([first, last]);
      return file.slice(first, last + 1);
    },
  };
}

const flight: Flight = {
  format: "made",
  needsKeys: false,
  keyRequests: [],
  clock: "unknown",
  aircraft: {},
  batteries: [],
  stated: {},
  images: [],
  counts: { OSD: 3 },
  positionKind: "OSD",
  moments: [],
  damage: [],
};

const logOf = (...tables: readonly Table[]): OpenLog => ({
  flights: [flight],
  tables: (number) => (number === 0 ? tables : []),
});

function fileOf(log: OpenLog): Uint8Array {
  const decoded = decodeFlight(log, 0);
  if (!decoded) throw new Error("there is no flight");
  return concat(...encodeColumns(decoded));
}

const opened = (file: Uint8Array) => openColumns(sourceOf(file));
const tablesOf = (columns: Columns) => Array.fromAsync(columns.decodeTables());

const { bytes } = writeDjiLog(fly(plans.point), { version: 11, images: 1 });
const log = await openLog(bytes, "made");
const file = fileOf(log);

describe("what is read back", () => {
  test("is every table of a log, and its flight", async () => {
    const columns = await opened(file);
    expect(await tablesOf(columns)).toEqual([...log.tables(0)]);
    expect(columns.directory.flight).toEqual(JSON.parse(JSON.stringify(log.flights[0])));
  });

  withRealFiles("dji-txt", ".txt", (name, real) => {
    test(`is every table of ${name}`, async () => {
      const read = await openLog(real, name);
      expect(await tablesOf(await opened(fileOf(read)))).toEqual([...read.tables(0)]);
    });
  });

  const anySeries = (rows: number) =>
    fc
      .record({
        source: fc.string(),
        name: fc.option(
          fc.constantFrom(...(Object.keys(seriesNames) as (keyof typeof seriesNames)[])),
          { nil: undefined },
        ),
        unit: fc.constantFrom(...units),
        type: fc.constantFrom(...(Object.keys(elementTypes) as ElementType[])),
        scale: fc.oneof(fc.constantFrom(1, 0.1, -0), fc.double()),
        offset: fc.oneof(fc.constantFrom(0, -0), fc.double()),
        missing: fc.option(
          fc.oneof(fc.double(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n })),
          { nil: undefined },
        ),
        labels: fc.option(fc.dictionary(fc.nat(300).map(String), fc.string()), { nil: undefined }),
        derived: fc.option(fc.constant(true as const), { nil: undefined }),
        raw: fc.uint8Array({ minLength: rows * 8, maxLength: rows * 8 }),
      })
      .map(({ type, raw, ...rest }): Series => {
        const values = new elementTypes[type](raw.slice().buffer, 0, rows);
        const known = Object.entries(rest).filter(([, value]) => value !== undefined);
        return { ...(Object.fromEntries(known) as Omit<Series, "values">), values }; // without what is not there
      });

  const anyTable = fc.nat(60).chain((rows) =>
    fc.record({
      name: fc.string(),
      instance: fc.nat(9),
      times: fc
        .array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: rows, maxLength: rows })
        .map((times) => Float64Array.from(times.map(Math.abs)).sort()),
      series: fc.array(anySeries(rows), { maxLength: 4 }),
    }),
  );

  test("is any tables, bit for bit", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyTable, { maxLength: 3 }), async (tables) => {
        expect(await tablesOf(await opened(fileOf(logOf(...tables))))).toEqual(tables);
      }),
      { numRuns: 150 },
    );
  });
});

test("the same log always gives the same bytes", async () => {
  expect(equalBytes(fileOf(await openLog(bytes, "other name")), file)).toBe(true);
});

test("a file is clearly smaller than its values", () => {
  const tables = [...log.tables(0)];
  const raw = tables.reduce(
    (sum, { times, series }) =>
      series.reduce((all, { values }) => all + values.byteLength, sum + times.byteLength),
    0,
  );
  expect(file.length).toBeLessThan(raw / 2);
});

describe("opening", () => {
  test.each(makeSampleLogs())(
    "$name takes one read, and gives the first chart",
    async ({ name, bytes: made }) => {
      const source = sourceOf(fileOf(await openLog(made, name)));
      const { overview, directory } = await openColumns(source);
      expect(source.reads).toHaveLength(1);
      if (directory.flight.needsKeys) return expect(overview.lines).toEqual([]);
      expect(overview.lines.map((line) => line.name)).toEqual(
        expect.arrayContaining(["height", "speed", "batteryPercent", "latitude"]),
      );
      expect(overview.track?.times.length).toBeGreaterThan(500);
      for (const { times, low, high } of overview.lines) {
        expect(times.length).toBeLessThanOrEqual(512);
        expect([low.length, high.length]).toEqual([times.length, times.length]);
      }
    },
  );

  test("a file whose directory is larger than the first read takes two", async () => {
    const moments = Array.from({ length: 5000 }, (_, at) => ({
      at,
      kind: "app-text" as const,
      level: "note" as const,
      text: `said at ${at} what takes some room in a directory`,
    }));
    const wordy = { ...log, flights: [{ ...flight, moments }], tables: () => log.tables(0) };
    const source = sourceOf(fileOf(wordy));
    const columns = await openColumns(source);
    expect(source.reads.length).toBeLessThanOrEqual(3);
    expect(columns.directory.flight.moments).toEqual(moments);
    expect(await tablesOf(columns)).toEqual([...log.tables(0)]);
  });

  test("the overview has the least and the greatest of all rows", async () => {
    const { overview } = await opened(file);
    const osd = [...log.tables(0)][0];
    const line = overview.lines.find(({ name }) => name === "height");
    const heights = osd?.series.find(({ name }) => name === "height");
    const all = heights ? valuesOf(heights) : new Float64Array();
    expect(Math.max(...(line?.high ?? []))).toBe(Math.max(...all));
    expect(Math.min(...(line?.low ?? []))).toBe(Math.min(...all));
  });
});

describe("a long flight", async () => {
  const rows = 150_001;
  const times = Float64Array.from({ length: rows }, (_, row) => row / 10);
  const height = Int16Array.from({ length: rows }, (_, row) =>
    row % 7 === 0 ? -32_768 : Math.round(3000 * Math.sin(row / 9000) + (row % 13)),
  );
  const series: readonly Series[] = [
    {
      source: "OSD.height",
      name: "height",
      unit: "m",
      values: height,
      scale: 0.1,
      offset: 0,
      missing: -32_768,
    },
    {
      source: "OSD.odd",
      unit: "1",
      values: BigInt64Array.from(times, (time) => BigInt(Math.round(time * 10))),
      scale: 1,
      offset: 0,
    },
  ];
  const table: Table = { name: "OSD", instance: 0, times, series };
  const long = fileOf(logOf(table));
  const columns = await opened(long);

  test("is read back whole, over many blocks", async () => {
    expect(await tablesOf(columns)).toEqual([table]);
  });

  test.each([
    [0, 15_000, 800, 64],
    [0, 15_000, 100, 512],
    [3000, 4000, 100, 64],
    [7000, 7090, 1000, 1],
    [14_999, 16_000, 500, 1],
  ])(
    "from %i to %i s at %i pixels has points of %i rows",
    async (from, to, pixels, rowsPerPoint) => {
      const window = { from, to, names: ["height"] };
      const [line] = await columns.readSeries(window, pixels);
      if (!line) throw new Error("there is no line");
      expect(line.rowsPerPoint).toBe(rowsPerPoint);
      const share = (Math.min(to, 15_000) - from) / rowsPerPoint;
      expect(line.times.length).toBeGreaterThan(share * 10 - 2);
      expect(line.times[0]).toBeLessThanOrEqual(from);
      for (const [at, time] of line.times.entries()) {
        const first = Math.round(time * 10);
        const stretch = [...height.subarray(first, first + rowsPerPoint)].filter(
          (v) => v !== -32_768,
        );
        const expected = stretch.length
          ? [Math.min(...stretch) / 10, Math.max(...stretch) / 10]
          : [Number.NaN, Number.NaN];
        if (line.low[at] !== expected[0] || line.high[at] !== expected[1])
          expect([line.low[at], line.high[at]], `${time}`).toEqual(expected);
      }
    },
  );

  test("is read by no more than the planned ranges: whole chunks, apart, in order", async () => {
    const windows = fc.record({
      from: fc.integer({ min: -10, max: 15_000 }),
      seconds: fc.integer({ min: 0, max: 16_000 }),
      pixels: fc.integer({ min: 1, max: 3000 }),
    });
    await fc.assert(
      fc.asyncProperty(windows, async ({ from, seconds, pixels }) => {
        const window = { from, to: from + seconds, names: ["height", "OSD.odd", "unheard of"] };
        const ranges = planRanges(columns.directory, window, pixels);
        let before = -2;
        for (const { first, last } of ranges) {
          expect([first % 65_536, (last + 1) % 65_536]).toEqual([0, 0]);
          expect(first).toBeGreaterThan(before + 1);
          before = last;
        }
        const source = sourceOf(long);
        const again = await openColumns(source);
        source.reads.length = 0;
        await again.readSeries(window, pixels);
        expect(source.reads).toEqual(
          ranges.map(({ first, last }) => [first, Math.min(last, long.length - 1)]),
        );
      }),
      { numRuns: 40 },
    );
  });

  test("has points of integers that no other type holds", async () => {
    const [line] = await columns.readSeries({ from: 0, to: 15_000, names: ["OSD.odd"] }, 100);
    expect(line).toMatchObject({ key: "OSD.odd", rowsPerPoint: 512 });
    expect([line?.low[1], line?.high[1]]).toEqual([512, 1023]);
  });

  test("a window before or after it is empty", async () => {
    expect(await columns.readSeries({ from: -50, to: -1, names: ["height"] }, 100)).toEqual([]);
    expect(await columns.readSeries({ from: 20_000, to: 30_000, names: ["height"] }, 9)).toEqual(
      [],
    );
  });
});

describe("a series is asked for", async () => {
  const two = { scale: 1, offset: 0, unit: "V" } as const;
  const tableOf = (instance: number, volts: number): Table => ({
    name: "battery_status",
    instance,
    times: Float64Array.of(0, 1),
    series: [
      { ...two, source: "battery_status.voltage_v", name: "batteryVoltage" },
      { ...two, source: "battery_status.odd" },
    ].map((one) => ({ ...one, values: Float64Array.of(volts, volts) }) as Series),
  });
  const columns = await opened(fileOf(logOf(tableOf(0, 11), tableOf(1, 12), tableOf(1, 13))));
  const keys = keySeries(columns.directory).map(({ key }) => key);

  test("by a key that no other has", () => {
    expect(keys).toEqual([
      "batteryVoltage",
      "battery_status.odd",
      "battery_status.voltage_v#1",
      "battery_status.odd#1",
      "battery_status.voltage_v#1.2",
      "battery_status.odd#1.2",
    ]);
  });

  test("and comes under it, whichever of a source it is", async () => {
    const lines = await columns.readSeries({ from: 0, to: 1, names: keys }, 10);
    expect(lines.map(({ key, low }) => [key, low[0]])).toEqual(
      keys.map((key, at) => [key, 11 + Math.floor(at / 2)]),
    );
  });

  test("by its source as well where it has a shared name, once for each key", async () => {
    const alone = await opened(fileOf(logOf(tableOf(0, 11))));
    const names = ["battery_status.voltage_v", "batteryVoltage", "batteryVoltage"];
    const lines = await alone.readSeries({ from: 0, to: 1, names }, 10);
    expect(lines.map(({ key }) => key).sort()).toEqual(["batteryVoltage", names[0]]);
  });
});

describe("a hostile file", async () => {
  /** Everything that can be asked of a file. */
  async function readAll(bad: Uint8Array): Promise<void> {
    try {
      const columns = await opened(bad);
      await tablesOf(columns);
      const names = ["height", "speed", "OSD.latitude"];
      await columns.readSeries({ from: 0, to: 1e9, names }, 50);
      await columns.readSeries({ from: 3, to: 4, names }, 5000);
    } catch (error) {
      expect(error).toMatchObject({ code: "flight/damaged-columns" });
    }
  }

  test("cut anywhere is refused", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), async (end) => {
        await expect(opened(file.slice(0, end))).rejects.toMatchObject({
          code: "flight/damaged-columns",
        });
      }),
      { numRuns: 60, examples: [[0], [1], [31], [32], [40]] },
    );
  });

  test("with any bytes changed is read or refused", async () => {
    const change = fc.tuple(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 20 }), async (changes) => {
        const bad = file.slice();
        for (const [at, by] of changes) bad[at] = (bad[at] ?? 0) ^ by;
        await readAll(bad);
      }),
      { numRuns: 60 },
    );
  });

  const short = { ...fly(plans.sea) };
  const small = fileOf(
    await openLog(
      writeDjiLog({ ...short, samples: short.samples.slice(0, 60) }, { version: 11 }).bytes,
      "made",
    ),
  );
  const view = new DataView(small.buffer);
  const offset = Number(view.getBigUint64(small.length - 32, true));
  const json = textOf(small.subarray(offset, small.length - 32));

  /** The file with another directory, whose sums are right. */
  const withDirectory = (text: string) => {
    const directory = utf8(text);
    return concat(small.subarray(0, offset), directory, trailerOf(offset, directory));
  };

  test("whose directory says anything else, with the right sum, is read or refused", async () => {
    const numbers = [...json.matchAll(/(?<=[[:,])-?\d+(?=[\],}])/g)];
    const other = fc.oneof(
      fc.constantFrom(
        "-1",
        "0",
        "1e999",
        "1.5",
        "9007199254740993",
        '"x"',
        "null",
        "[]",
        "{}",
        "true",
      ),
      fc.integer({ min: 0, max: 2 ** 40 }).map(String),
    );
    const changes = fc.array(fc.tuple(fc.nat(numbers.length - 1), other), {
      minLength: 1,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(changes, async (all) => {
        let text = json;
        for (const [number, instead] of all.toSorted(([a], [b]) => b - a)) {
          const found = numbers[number];
          if (!found || found.index + found[0].length > text.length) continue;
          text = text.slice(0, found.index) + instead + text.slice(found.index + found[0].length);
        }
        await readAll(withDirectory(text));
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    [
      "that a table has more rows than any file could hold",
      /"rows":60,"times"/,
      '"rows":4294967295,"times"',
    ],
    ["that a block lies behind the end", /\[3,\d+,/, "[3,9007199254740984,"],
    ["nothing of its tables", /"tables":\[/, '"tablets":['],
    ["that values are of a type that there is not", /"type":"i16"/, '"type":"f16"'],
    ["that a moment is no moment", /"moments":\[/, '"moments":[{},'],
  ])("that says %s is refused", async (_, pattern, instead) => {
    expect(json).toMatch(pattern);
    const bad = withDirectory(json.replace(pattern, instead));
    await expect(opened(bad)).rejects.toMatchObject({ code: "flight/damaged-columns" });
  });

  test("whose times go back is refused when they are read", async () => {
    const times = Float64Array.of(3, 2, 1);
    const back = fileOf(logOf({ name: "OSD", instance: 0, times, series: [] }));
    await expect(opened(back).then(tablesOf)).rejects.toMatchObject({
      code: "flight/damaged-columns",
    });
  });

  test("of a newer version is refused, as it may mean anything", async () => {
    const newer = file.slice();
    const trailer = newer.subarray(-32);
    const good = trailerOf(0, new Uint8Array());
    expect(good.length).toBe(32);
    new DataView(newer.buffer).setUint32(newer.length - 16, 2, true);
    await expect(opened(newer)).rejects.toMatchObject({ code: "flight/damaged-columns" });
    expect(trailer.length).toBe(32);
  });

  test("that the source does not give whole is refused", async () => {
    const source: ColumnSource = { size: file.length, read: async () => new Uint8Array(5) };
    await expect(openColumns(source)).rejects.toMatchObject({ code: "flight/damaged-columns" });
  });
});
