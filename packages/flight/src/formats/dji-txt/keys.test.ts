import { toBase64 } from "@homepoint/base";
import {
  chainsJson,
  fly,
  makeChain,
  plans,
  resealAsVersion14,
  writeDjiLog,
} from "@homepoint/testdata";
import { describe, expect, test } from "vitest";
import { parseKeyChains, type KeyChain } from "../../key-chains.ts";
import { withRealFile } from "../../real-files.contract.ts";
import { valuesOf, type Series, type Table } from "../../table.ts";
import { djiTxtReader } from "./reader.ts";

const flight = fly(plans.sea);
const chains = [makeChain(1), makeChain(2)];
const keys = parseKeyChains(chainsJson(chains));
const options = { chains, reopenedAt: 400, images: 1 };

async function tablesOf(bytes: Uint8Array, chain?: KeyChain): Promise<readonly Table[]> {
  return [...(await djiTxtReader.open(bytes, chain)).tables(0)];
}

function seriesOf(tables: readonly Table[], source: string): Series {
  const found = tables.flatMap(({ series }) => series).find((one) => one.source === source);
  if (!found) throw new Error(`there is no ${source}`);
  return found;
}

describe.each([13, 14])("a log of version %i", (version) => {
  const { bytes } = writeDjiLog(flight, { version, ...options });

  test("is a full flight without keys: facts, counts, pictures, and what to ask for", async () => {
    const log = await djiTxtReader.open(bytes);
    const [locked] = log.flights;
    expect([...log.tables(0)]).toEqual([]);
    expect(locked).toMatchObject({
      needsKeys: true,
      startedAt: plans.sea.startedAt,
      aircraft: { model: "Mini 4 Pro", name: "Goldcrest" },
      stated: { photos: 2, position: { latitude: 31.0442, longitude: -40.1187 } },
      counts: { OSD: flight.samples.length },
      damage: [],
    });
    expect(locked?.images).toHaveLength(2);
    expect(locked?.stated.distanceMeters).toBeCloseTo(flight.samples.at(-1)?.flown ?? 0, 2);
  });

  test("asks for its keys segment by segment, and with nothing else", async () => {
    const { flights } = await djiTxtReader.open(bytes);
    expect(flights[0]?.keyRequests).toEqual([
      {
        version: version === 13 ? 3 : 4,
        department: 3,
        keychainsArray: chains.map((chain) =>
          chain.map(({ featurePoint, sealed }) => ({
            featurePoint: expect.stringMatching(
              new RegExp(`^FR_Standardization_Feature_\\w+_${featurePoint}$`),
            ),
            aesCiphertext: toBase64(sealed),
          })),
        ),
      },
    ]);
  });

  test("with keys gives the tables of the same flight in version 11", async () => {
    const opened = await tablesOf(bytes, keys);
    const clear = await tablesOf(writeDjiLog(flight, { version: 11, reopenedAt: 400 }).bytes);
    expect(opened.map(({ name }) => name)).toEqual(clear.map(({ name }) => name));
    for (const [number, table] of opened.entries())
      for (const [place, series] of table.series.entries()) {
        const other = clear[number]?.series[place] as Series;
        if (table.name === "FIRMWARE") continue; // version 11 writes one more at its end
        expect(series.source).toBe(other.source);
        expect(valuesOf(series)).toEqual(valuesOf(other));
      }
  });

  test("with the keys of the first segment only, gives that and still needs keys", async () => {
    const log = await djiTxtReader.open(bytes, keys.slice(0, 1));
    const [osd] = [...log.tables(0)];
    expect(log.flights[0]?.needsKeys).toBe(true);
    expect(osd?.times).toHaveLength(399);
    expect(log.flights[0]?.counts["OSD"]).toBe(flight.samples.length);
  });

  test("with the keys of another log, gives nothing", async () => {
    const others = parseKeyChains(chainsJson([makeChain(77), makeChain(78)]));
    const log = await djiTxtReader.open(bytes, others);
    expect([...log.tables(0)]).toEqual([]);
    expect(log.flights[0]?.needsKeys).toBe(true);
  });

  test("with one key of many, gives the rows that it opens", async () => {
    const base = keys.map((chain) => chain.filter(({ featurePoint }) => featurePoint === 1));
    const log = await djiTxtReader.open(bytes, base);
    expect([...log.tables(0)][0]?.times).toHaveLength(flight.samples.length);
    expect(log.flights[0]?.needsKeys).toBe(true);
  });
});

test("after damage, the first position of a chain is not believed, and all later ones are", async () => {
  const { bytes, rows } = writeDjiLog(flight, { version: 14, chains: chains.slice(0, 1) });
  const osdRows = rows.filter(({ kind }) => kind === 1);
  const lost = osdRows[120] as { offset: number; length: number };
  const next = rows[rows.indexOf(osdRows[120] as (typeof rows)[number]) + 1];
  const damaged = Uint8Array.from([
    ...bytes.subarray(0, lost.offset + 5),
    ...bytes.subarray((next?.offset ?? 0) - 3),
  ]);
  const whole = seriesOf(await tablesOf(bytes, keys), "OSD.latitude").values;
  const tables = await tablesOf(damaged, keys);
  const { values } = seriesOf(tables, "OSD.latitude");
  expect(values).toHaveLength(whole.length - 1);
  expect(values.slice(0, 120)).toEqual(whole.slice(0, 120));
  expect(values[120]).toBeNaN();
  expect(values.slice(121)).toEqual(whole.slice(122));
  const heights = seriesOf(tables, "OSD.height");
  expect(heights.values[120]).toBe(Math.round((flight.samples[121]?.height ?? 0) * 10));
});

test("the department is the usual one where the log names none", async () => {
  const { bytes } = writeDjiLog(flight, { version: 14, chains });
  const unnamed = bytes.slice();
  unnamed[806] = 99; // last field of the second auxiliary block
  const { flights } = await djiTxtReader.open(unnamed);
  expect(flights[0]?.keyRequests[0]?.department).toBe(3);
});

describe("a real log sealed as version 14 would", () => {
  withRealFile("dji-txt/chrisvm__mavic2_0.txt", (bytes) => {
    test("gives the same values as it is", async () => {
      const chain = makeChain(21);
      const opened = await tablesOf(
        resealAsVersion14(bytes, chain),
        parseKeyChains(chainsJson([chain])),
      );
      const clear = await tablesOf(bytes);
      for (const table of clear) {
        if (table.name === "FIRMWARE") continue; // one row stands behind the details
        const other = opened.find(
          ({ name, instance }) => name === table.name && instance === table.instance,
        );
        for (const series of table.series)
          expect(valuesOf(seriesOf(other ? [other] : [], series.source))).toEqual(valuesOf(series));
      }
    });
  });
});
