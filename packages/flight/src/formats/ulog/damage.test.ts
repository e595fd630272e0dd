import { UlogWriter } from "@homepoint/testdata";
import { describe, expect, test } from "vitest";
import { valuesOf } from "../../table.ts";
import { ulogReader } from "./reader.ts";

const topic = "vehicle_status:uint64_t timestamp;uint32_t number;uint8_t nav_state;";
const seconds = (second: number) => ({ timestamp: (100 + second) * 1e6, number: second });

function begin(formats: readonly string[] = [topic]): UlogWriter {
  const log = new UlogWriter(100).flags();
  for (const format of formats) log.format(format);
  return log;
}

async function read(bytes: Uint8Array) {
  const log = await ulogReader.open(bytes);
  const [flight] = log.flights;
  if (!flight) throw new Error("there is no flight");
  const tables = [...log.tables(0)];
  const [table] = tables;
  const numbers = table?.series.find(({ source }) => source === "vehicle_status.number");
  return {
    flight,
    tables,
    times: [...(table?.times ?? [])],
    numbers: [...(numbers?.values ?? [])],
  };
}

describe("the walk finds its way again", () => {
  test("by the very next row, whatever is between two", async () => {
    const log = begin();
    const id = log.subscribe("vehicle_status");
    log.row(id, seconds(1)).raw(Uint8Array.from({ length: 700 }, (_, at) => (at * 31) & 0xff));
    const offset = log.length - 700;
    log.row(id, seconds(2)).row(id, seconds(3));
    const { flight, numbers } = await read(log.finish());
    expect(numbers).toEqual([1, 2, 3]);
    expect(flight.damage).toEqual([{ offset, length: 700, why: "not-a-message", from: 1, to: 2 }]);
  });

  test("by a sync mark, before anything is subscribed", async () => {
    const log = begin().raw(new Uint8Array(300).fill(0x44)).sync();
    const id = log.subscribe("vehicle_status");
    const { numbers } = await read(log.row(id, seconds(1)).row(id, seconds(2)).finish());
    expect(numbers).toEqual([1, 2]);
  });

  test("past kinds of messages that it does not know", async () => {
    const log = begin();
    const id = log.subscribe("vehicle_status");
    log.row(id, seconds(1));
    const offset = log.length;
    log.message("Z", new Uint8Array(44)).row(id, seconds(2));
    const { flight, numbers } = await read(log.finish());
    expect(numbers).toEqual([1, 2]);
    expect(flight.damage).toMatchObject([{ offset, length: 47 }]);
  });

  test("and a log that ends in the middle of a message says where", async () => {
    const log = begin();
    const id = log.subscribe("vehicle_status");
    const bytes = log.row(id, seconds(1)).row(id, seconds(2)).finish();
    const { flight, numbers } = await read(bytes.subarray(0, bytes.length - 1));
    expect(numbers).toEqual([1]);
    expect(flight.damage).toMatchObject([{ length: 17, why: "cut-off" }]);
  });

  test("behind an offset of appended data that points nowhere", async () => {
    const log = begin();
    const id = log.subscribe("vehicle_status");
    log.row(id, seconds(1));
    log.append().raw(Uint8Array.of(9)); // which the offset is now off by
    const bytes = log.row(id, seconds(2)).row(id, seconds(3)).finish();
    expect((await read(bytes)).numbers).toEqual([1, 2, 3]);
  });
});

describe("rows that cannot be decoded are counted, and said once", () => {
  test("without a format", async () => {
    const log = begin();
    const offset = log.length;
    log.message("A", Uint8Array.from([0, 9, 0, ...new TextEncoder().encode("secret")]));
    const row = Uint8Array.of(9, 0, 0, 0xe1, 0xf5, 5, 0, 0, 0, 0, 7);
    for (const _ of [1, 2, 3]) log.message("D", row);
    const { flight, tables } = await read(log.finish());
    expect(flight.counts).toEqual({ secret: 3 });
    expect(tables).toEqual([]);
    expect(flight.damage).toEqual([{ offset, length: 12, why: "no-format" }]);
  });

  test("without a subscription", async () => {
    const log = begin();
    const row = Uint8Array.of(9, 0, 0, 0xe1, 0xf5, 5, 0, 0, 0, 0, 7);
    for (const _ of [1, 2, 3]) log.message("D", row);
    const { flight } = await read(log.finish());
    expect(flight.counts).toEqual({ "unknown 9": 3 });
    expect(flight.damage).toMatchObject([{ length: 14, why: "no-subscription" }]);
  });

  test.each([
    ["of itself", "a:uint64_t timestamp;a[2] a;"],
    ["of a type that is not defined", "a:uint64_t timestamp;b[2] b;"],
    ["of more bytes than a row can have", "a:uint64_t timestamp;double[9000] b;"],
  ])("of a format made %s", async (_, format) => {
    const log = begin([format]);
    log.subscribe("a");
    const row = Uint8Array.of(0, 0, 0, 0xe1, 0xf5, 5, 0, 0, 0, 0, 7);
    const { flight, tables } = await read(log.message("D", row).message("D", row).finish());
    expect(tables).toEqual([]);
    expect(flight.counts).toEqual({ a: 2 });
  });

  test("a format of thousands of fields is cropped", async () => {
    const log = begin(["a:uint64_t timestamp;uint8_t[60000] b;"]);
    const id = log.subscribe("a");
    const { flight, tables } = await read(log.row(id, seconds(1)).finish());
    expect(tables[0]?.series.length).toBe(4096);
    expect(flight.damage).toMatchObject([{ why: "too-many-fields" }]);
  });
});

test("flags that nobody knows yet are said, and the log is read", async () => {
  const log = new UlogWriter(100).flags(0, 2).format(topic);
  const id = log.subscribe("vehicle_status");
  const { flight, numbers } = await read(log.row(id, seconds(1)).finish());
  expect(numbers).toEqual([1]);
  expect(flight.damage).toEqual([{ offset: 16, length: 43, why: "unknown-flags" }]);
});

describe("times that cannot be", () => {
  async function timesOf(stamps: readonly number[]) {
    const log = begin(["other:uint64_t timestamp;", topic]);
    const [other, id] = [log.subscribe("other"), log.subscribe("vehicle_status")];
    for (const [row, stamp] of stamps.entries()) {
      log.row(id, { timestamp: stamp * 1e6, number: row });
      log.row(other, { timestamp: (100 + row) * 1e6 });
    }
    const { tables } = await read(log.finish());
    const table = tables.find(({ name }) => name === "vehicle_status");
    const find = (field: string) =>
      table?.series.find(({ source }) => source === `vehicle_status.${field}`);
    const said = find("timestamp");
    return {
      times: [...(table?.times ?? [])],
      numbers: [...(find("number")?.values ?? [])],
      said: said && [...valuesOf(said)],
    };
  }

  test("are those of the rows around, and what was said is a series", async () => {
    const { times, said } = await timesOf([3, 101, 102, 1e9, 104, 105]);
    expect(times).toEqual([0, 1, 2, 2, 4, 5]);
    expect(said).toEqual([3, 101, 102, 1e9, 104, 105]);
  });

  test("one row far from its neighbours is put back", async () => {
    const { times } = await timesOf([100, 101, 119, 103, 104, 105, 106, 107, 108, 109]);
    expect(times).toEqual([0, 1, 1, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("rows a little out of order are sorted, and keep their times", async () => {
    const { times, numbers, said } = await timesOf([100, 102, 101, 103]);
    expect(times).toEqual([0, 1, 2, 3]);
    expect(numbers).toEqual([0, 2, 1, 3]);
    expect(said).toBeUndefined();
  });
});

test("a header of another time does not move the log", async () => {
  const log = begin();
  const id = log.subscribe("vehicle_status");
  for (let row = 0; row < 20; row += 1) log.row(id, seconds(row));
  const bytes = log.finish();
  bytes[13] = 77;
  const { times } = await read(bytes);
  expect(times).toEqual(Array.from({ length: 20 }, (_, row) => row));
});
