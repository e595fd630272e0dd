import { describe, expect, test } from "vitest";
import { withRealFiles } from "../../real-files.contract.ts";
import { labelAt, type Series, type Table } from "../../table.ts";
import { ulogReader } from "./reader.ts";

/** What of the other reader is asked; it is not part of the product. */
type Peer = { readonly ULog: new (file: PeerFile) => PeerLog };
type PeerFile = {
  open(): Promise<number>;
  read(offset: number, length: number): Promise<Uint8Array>;
  size(): number;
};
type PeerLog = {
  open(): Promise<void>;
  readonly subscriptions: ReadonlyMap<number, { readonly name: string; readonly multiId: number }>;
  readMessages(): AsyncIterable<{ readonly msgId?: number; readonly value?: PeerStruct }>;
};
type PeerStruct = { readonly [name: string]: PeerValue };
type PeerValue = boolean | number | bigint | string | PeerStruct | readonly PeerValue[];

const name: string = "@foxglove/ulog";
const peer = (await import(name).catch(() => undefined)) as Peer | undefined;
const absent = `(absent: ${name} is not installed)`;
if (!peer) console.warn(`skipped: comparing with another reader of ULog ${absent}`);

describe.skipIf(!peer)(`values are those of ${name} ${peer ? "" : absent}`, () => {
  withRealFiles("ulog", ".ulg", (file, bytes) => {
    test(`in every message of ${file}`, async () => {
      const tables = [...(await ulogReader.open(bytes)).tables(0)];
      const rows = tables.reduce((sum, { times }) => sum + times.length, 0);
      const { messages, values } = await compareAll(bytes, tables);
      expect(messages).toBe(rows);
      console.info(`${file}: ${values} values are those of ${name}`);
    });
  });
});

/** Every value of the peer against ours; fails at the first that differs. */
async function compareAll(bytes: Uint8Array, tables: readonly Table[]) {
  if (!peer) throw new Error("no peer");
  const log = new peer.ULog({
    open: async () => bytes.length,
    read: async (offset, length) => bytes.slice(offset, offset + length),
    size: () => bytes.length,
  });
  await log.open();
  const cursors = new Map(
    tables.map((table) => [`${table.name}#${table.instance}`, toCursor(table)]),
  );
  let messages = 0;
  let values = 0;
  for await (const { msgId, value } of log.readMessages()) {
    const topic = msgId === undefined ? undefined : log.subscriptions.get(msgId);
    if (!topic || !value) continue;
    const cursor = cursors.get(`${topic.name}#${topic.multiId}`);
    const row = cursor?.rows[cursor.next];
    if (!cursor || row === undefined)
      throw new Error(`${topic.name} has a row that we do not have`);
    cursor.next += 1;
    messages += 1;
    for (const [source, theirs] of flat(topic.name, value)) {
      if (source === `${topic.name}.timestamp`) continue; // the time of the row
      const series = cursor.series.get(source);
      if (!series && source.includes("_padding")) continue;
      if (!series) throw new Error(`${source} is not read`);
      if (!isSame(series, row, theirs))
        expect({ source, row, value: series.values[row] }).toEqual({ source, row, value: theirs });
      values += 1;
    }
  }
  return { messages, values };
}

/** The peer gives messages by their time, so rows are taken in that order. */
function toCursor({ times, series }: Table) {
  const rows = Uint32Array.from(times, (_, row) => row).sort(
    (a, b) => (times[a] as number) - (times[b] as number) || a - b, // below the length
  );
  return { rows, next: 0, series: new Map(series.map((one) => [one.source, one])) };
}

function* flat(path: string, value: PeerValue): Iterable<readonly [string, PeerLeaf]> {
  if (typeof value !== "object") yield [path, value];
  else if (isList(value))
    for (const [place, one] of value.entries()) yield* flat(`${path}[${place}]`, one);
  else for (const [field, one] of Object.entries(value)) yield* flat(`${path}.${field}`, one);
}

type PeerLeaf = boolean | number | bigint | string;

function isList(value: PeerValue): value is readonly PeerValue[] {
  return Array.isArray(value);
}

/** What is no number, and what is beyond all, says nothing; the peer keeps what stands behind a text. */
function isSame(series: Series, row: number, theirs: PeerLeaf): boolean {
  if (typeof theirs === "string") return labelAt(series, row) === theirs.split("\0")[0];
  const ours = series.values[row];
  if (typeof theirs === "number" && !Number.isFinite(theirs)) return Number.isNaN(ours);
  return Object.is(ours, typeof theirs === "boolean" ? Number(theirs) : theirs);
}
