import {
  decodeFlight,
  encodeColumns,
  openColumns,
  openLog,
  type KeyChain,
} from "@homepoint/flight";
import { rounded, type Row, type RowMaker } from "../row.ts";
import { against, bestOf, usual } from "./against.ts";
import { freshRows } from "./fresh-process.ts";
import { longLog, sealedLog, shortLog, type Input } from "./inputs.ts";
import { makersRows } from "./makers-rows.ts";
import { peers } from "./peers.mjs";
import { readAll, readShared, readWhole } from "./read-all.ts";

const peer = "dji-log-parser-js";

type Read = (bytes: Uint8Array, keys?: KeyChain) => Promise<unknown>;
type Columns = { readonly name: string; readonly read: Read; readonly what: string };

const all = (name: string): Columns => ({ name, read: readAll, what: "all columns" });
const whole = (name: string): Columns => ({ name, read: readWhole, what: "columns and moments" });
const shared = (name: string): Columns => ({ name, read: readShared, what: "the peer's columns" });

async function columnsRow({ name, read, what }: Columns, input: Input): Promise<Row> {
  const { bytes, keys, keysJson } = input;
  const [own, other] = await against(
    () => read(bytes, keys),
    () => peers[peer](bytes, keysJson),
    usual,
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
    ...freshRows("dji-v11", longLog(16), { peer, runs: 3 }),
    ...freshRows("dji-v11-short", shortLog(), { peer, runs: 5 }),
  ],
  ...makersRows,
  columns: () => writtenRows(shortLog()),
};
