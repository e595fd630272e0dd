import { textOf } from "@homepoint/base";
import { realFile } from "@homepoint/testdata";
import { describe, expect, test } from "vitest";
import { withRealFiles } from "../../real-files.contract.ts";
import { openLog } from "../../read-log.ts";
import type { Flight } from "../../flight.ts";
import { labelAt, type Series, type Table } from "../../table.ts";
import { ulogReader } from "./reader.ts";

/** What another tool said of the same files. */
type Expected = {
  readonly file_version: number;
  readonly start_us: number;
  readonly info: Readonly<Record<string, string | number>>;
  readonly params: number;
  readonly messages: Readonly<Record<string, number>>;
  readonly dropouts: number;
  readonly log: number;
  readonly total_data: number;
};

withRealFiles("ulog", ".ulg", (name, bytes) => {
  const json = realFile(`expected/ulog/${name}.summary.json`);
  if (!json) return test.skip(`${name} (its summary is absent)`, () => undefined);
  const expected = JSON.parse(textOf(json)) as Expected;

  describe(name, async () => {
    const log = await ulogReader.open(bytes);
    const flight = log.flights[0] as Flight; // a log that was opened has one
    const tables = [...log.tables(0)];
    const texts = flight.moments.filter(({ severity }) => severity !== undefined);

    test("has the rows of each topic that another tool counted", () => {
      expect(flight.counts).toEqual(expected.messages);
      const rows = tables.reduce((sum, { times }) => sum + times.length, 0);
      expect(rows).toBe(expected.total_data);
    });

    test("has its parameters, texts, and dropouts, and no other damage", () => {
      expect(flight.parameters).toHaveLength(expected.params);
      expect(texts).toHaveLength(expected.log);
      expect(flight.damage.map(({ why }) => why)).toEqual(
        Array.from({ length: expected.dropouts }, () => "dropout"),
      );
      expect(flight.formatVersion).toBe(expected.file_version);
    });

    test("says of itself what another tool read", () => {
      for (const [name, value] of Object.entries(expected.info)) {
        const found = flight.properties?.find((one) => one.name === name)?.value;
        expect(found, name).toBe(typeof value === "string" ? value.trim() : value);
      }
    });

    test("has the very values of a second reading, field by field", () => {
      const second = secondReading(bytes);
      let compared = 0;
      for (const table of tables) compared += compare(table, second, expected.start_us);
      expect(compared).toBeGreaterThan(expected.total_data * 5);
      console.info(`${name}: ${compared} values are those of a second reading`);
    });

    const said = realFile(`ulog/${name.replace(".ulg", "_messages.txt")}`);
    test.skipIf(!said)("says the texts that another tool listed", () => {
      for (const line of textOf(said ?? new Uint8Array())
        .trim()
        .split("\n")) {
        const [, hours, minutes, seconds, level, text] =
          /^(\d+):(\d\d):(\d\d) (\w+): (.*)$/.exec(line) ?? [];
        const at = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
        if (!text?.startsWith("[")) continue; // made of an event by that tool, not of a text
        const severity = level === "INFO" ? "information" : level?.toLowerCase();
        const found = texts.filter((one) => one.text === text.replaceAll(/.\[\d*m/g, "").trim());
        const times = found.map((one) => Math.floor(expected.start_us / 1e6 + one.at));
        expect(
          times.some((time) => Math.abs(time - at) <= 1),
          line,
        ).toBe(true);
        expect(found[0]?.severity, line).toBe(severity);
      }
    });

    test("is opened by content", async () => {
      const opened = await openLog(bytes, "any.bin");
      expect(opened.flights).toEqual(log.flights);
    });
  });
});

/** Values by table and field, in the order of the file. */
type Reading = ReadonlyMap<string, ReadonlyMap<string, readonly (number | bigint | string)[]>>;

type Read = (view: DataView, at: number) => number | bigint;

const readers: Readonly<Record<string, readonly [size: number, read: Read]>> = {
  int8_t: [1, (view, at) => view.getInt8(at)],
  uint8_t: [1, (view, at) => view.getUint8(at)],
  bool: [1, (view, at) => view.getUint8(at)],
  int16_t: [2, (view, at) => view.getInt16(at, true)],
  uint16_t: [2, (view, at) => view.getUint16(at, true)],
  int32_t: [4, (view, at) => view.getInt32(at, true)],
  uint32_t: [4, (view, at) => view.getUint32(at, true)],
  int64_t: [8, (view, at) => view.getBigInt64(at, true)],
  uint64_t: [8, (view, at) => view.getBigUint64(at, true)],
  float: [4, (view, at) => view.getFloat32(at, true)],
  double: [8, (view, at) => view.getFloat64(at, true)],
};

/** Slow, and by the letter of the specification: one message, one row, one field at a time. */
function secondReading(bytes: Uint8Array): Reading {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const formats = new Map<string, string>();
  const topics = new Map<number, { readonly key: string; readonly format: string }>();
  const reading = new Map<string, Map<string, (number | bigint | string)[]>>();
  for (let at = 16; at + 3 <= bytes.length; at += 3 + view.getUint16(at, true)) {
    const kind = String.fromCharCode(view.getUint8(at + 2));
    const content = bytes.subarray(at + 3, at + 3 + view.getUint16(at, true));
    if (kind === "F") {
      const [name = "", fields = ""] = textOf(content).split(":");
      formats.set(name, fields);
    }
    if (kind === "A") {
      const format = textOf(content.subarray(3));
      topics.set(view.getUint16(at + 4, true), { key: `${format}#${content[0]}`, format });
    }
    const topic = kind === "D" ? topics.get(view.getUint16(at + 3, true)) : undefined;
    if (!topic) continue;
    const columns = reading.get(topic.key) ?? new Map<string, (number | bigint | string)[]>();
    reading.set(topic.key, columns);
    readFields(topic.format, topic.format, at + 5);
    continue;

    function readFields(format: string, path: string, start: number): number {
      let place = start;
      for (const field of (formats.get(format) ?? "").split(";").filter(Boolean)) {
        const [, type = "", count, name = ""] = /^(\w+)(?:\[(\d+)\])? (\w+)$/.exec(field) ?? [];
        if (type === "char" && count) {
          const [text = ""] = textOf(bytes.subarray(place, place + Number(count))).split("\0");
          put(`${path}.${name}`, text);
          place += Number(count);
          continue;
        }
        for (let one = 0; one < Number(count ?? 1); one += 1) {
          const own = `${path}.${name}${count ? `[${one}]` : ""}`;
          const [size, read] = readers[type] ?? [];
          if (!size || !read) place = readFields(type, own, place);
          else if (!name.startsWith("_padding")) put(own, read(view, place));
          place += size ?? 0;
        }
      }
      return place;
    }

    function put(source: string, value: number | bigint | string): void {
      const column = columns.get(source) ?? [];
      column.push(value);
      columns.set(source, column);
    }
  }
  return reading;
}

/** Compares all fields of a table; returns how many values were compared. */
function compare(table: Table, reading: Reading, startMicros: number): number {
  const columns = reading.get(`${table.name}#${table.instance}`);
  const own = table.series.filter(({ derived }) => !derived);
  if (!columns) throw new Error(`${table.name} is not in the second reading`);
  let compared = 0;
  for (const [source, values] of columns) {
    const series = own.find((one) => one.source === source);
    if (!series && !source.endsWith(`${table.name}.timestamp`))
      throw new Error(`${source} is not read`);
    for (const [row, value] of values.entries()) {
      const read = series ? rawAt(series, row) : microsAt(table, row, startMicros);
      if (!isSame(read, value)) throw new Error(`${source} at row ${row}: ${read}, not ${value}`);
      compared += 1;
    }
  }
  const named = own.filter(({ source }) => !columns.has(source));
  expect(named).toEqual([]);
  return compared;
}

/** What is no number, and what is beyond all, says nothing. */
function isSame(read: number | bigint | string | undefined, value: number | bigint | string) {
  const isNone = typeof value === "number" && !Number.isFinite(value);
  return isNone ? Number.isNaN(read) : Object.is(read, value);
}

function rawAt(series: Series, row: number): number | bigint | string | undefined {
  if (!series.labels || !(series.values instanceof Uint32Array)) return series.values[row];
  return labelAt(series, row);
}

/** Microseconds survive as seconds in a double. */
function microsAt({ times }: Table, row: number, startMicros: number): bigint {
  return BigInt(Math.round((times[row] ?? Number.NaN) * 1e6) + startMicros);
}
