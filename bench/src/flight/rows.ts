import {
  decodeFlight,
  encodeColumns,
  openColumns,
  openLog,
  type KeyChain,
} from "@homepoint/flight";
import { rounded, type Row, type RowMaker } from "../row.ts";
import { runFresh } from "./fresh-process.ts";
import { longLog, sealedLog, shortLog, type Input } from "./inputs.ts";
import { peerReadAll } from "./peer-read-all.ts";
import { readAll, readShared, readWhole } from "./read-all.ts";

const peer = "dji-log-parser-js 0.5.7";

type Work = () => unknown;

/** Fastest of some runs, in milliseconds: the one that was disturbed least. */
async function bestOf(runs: number, work: Work): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    await work();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

/** Both by turns, so that what disturbs one disturbs the other. */
async function against(own: Work, other: Work): Promise<readonly [own: number, other: number]> {
  let [best, otherBest] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  await bestOf(200, own); // both warm before either counts
  await bestOf(2, other);
  for (let turn = 0; turn < 6; turn += 1) {
    best = Math.min(best, await bestOf(30, own));
    otherBest = Math.min(otherBest, await bestOf(2, other));
  }
  return [best, otherBest];
}

type Read = (bytes: Uint8Array, keys?: KeyChain) => Promise<unknown>;
type Columns = { readonly name: string; readonly read: Read; readonly what: string };

const all = (name: string): Columns => ({ name, read: readAll, what: "all columns" });
const whole = (name: string): Columns => ({ name, read: readWhole, what: "columns and moments" });
const shared = (name: string): Columns => ({ name, read: readShared, what: "the peer's columns" });

async function columnsRow({ name, read, what }: Columns, input: Input): Promise<Row> {
  const { bytes, keys, keysJson } = input;
  const [own, other] = await against(
    () => read(bytes, keys),
    () => peerReadAll(bytes, keysJson),
  );
  return {
    name,
    value: rounded(own),
    unit: "ms",
    peer: `${peer}, all frames`,
    peerValue: rounded(other),
    ratio: rounded(other / own),
    inputs: `${input.title}; ${what}, warm, best of 180 and of 12`,
  };
}

function freshRows(name: string, input: Input, runs: number): readonly Row[] {
  const own = runFresh("own", input, runs);
  const other = runFresh("peer", input, runs);
  const inputs = `${input.title}; all columns, once in a fresh process, least of ${runs}`;
  return [
    {
      name: `${name}-peak-memory`,
      value: rounded(own.peakMegabytes),
      unit: "MiB resident",
      peer,
      peerValue: rounded(other.peakMegabytes),
      ratio: rounded(other.peakMegabytes / own.peakMegabytes),
      inputs,
    },
    {
      name: `${name}-cold-start`,
      value: rounded(own.milliseconds),
      unit: "ms",
      peer,
      peerValue: rounded(other.milliseconds),
      ratio: rounded(other.milliseconds / own.milliseconds),
      inputs,
    },
  ];
}

async function writtenRows(input: Input): Promise<readonly Row[]> {
  const log = await openLog(input.bytes, "bench");
  const decoded = decodeFlight(log, 0);
  if (!decoded) throw new Error("the log holds no flight");
  const { tables } = decoded;
  const raw = tables.reduce(
    (sum, { times, series }) =>
      series.reduce((all, { values }) => all + values.byteLength, sum + times.byteLength),
    0,
  );
  const file = Buffer.concat(encodeColumns(decoded));
  const source = {
    size: file.length,
    read: async (first: number, last: number) => new Uint8Array(file.subarray(first, last + 1)),
  };
  const inputs = `${input.title}; tables decoded before, warm, best of 100`;
  return [
    {
      name: "columns-encode",
      value: rounded(await bestOf(100, () => encodeColumns(decoded))),
      unit: "ms",
      inputs,
    },
    {
      name: "columns-open",
      value: rounded(await bestOf(100, () => openColumns(source))),
      unit: "ms to the first chart",
      inputs,
    },
    {
      name: "columns-size",
      value: file.length,
      unit: "bytes",
      peer: "values as they are",
      peerValue: raw,
      ratio: rounded(raw / file.length),
      inputs: input.title,
    },
  ];
}

export const flightRows: Readonly<Record<string, RowMaker>> = {
  "dji-v11": async () => [
    await columnsRow(all("dji-v11-all-columns"), longLog(4)),
    await columnsRow(whole("dji-v11-and-moments"), longLog(4)),
    await columnsRow(shared("dji-v11-same-columns"), longLog(4)),
    await columnsRow(all("dji-v11-short-all-columns"), shortLog()),
  ],
  "dji-v14": async () => [
    await columnsRow(all("dji-v14-all-columns"), sealedLog(longLog(4))),
    await columnsRow(whole("dji-v14-and-moments"), sealedLog(longLog(4))),
    await columnsRow(shared("dji-v14-same-columns"), sealedLog(longLog(4))),
    await columnsRow(all("dji-v14-short-all-columns"), sealedLog(shortLog())),
  ],
  "dji-v11-fresh": async () => [
    ...freshRows("dji-v11", longLog(16), 3),
    ...freshRows("dji-v11-short", shortLog(), 5),
  ],
  columns: () => writtenRows(shortLog()),
};
