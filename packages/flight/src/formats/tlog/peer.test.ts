import { describe, expect, test } from "vitest";
import { withRealFile } from "../../real-files.contract.ts";
import type { Table } from "../../table.ts";
import { fieldsOf, messageNamed, messages } from "../../mavlink/messages.ts";
import { findFrames } from "./find-frames.ts";
import { tlogReader } from "./reader.ts";

/** What of node-mavlink and its definitions is asked; it is not part of the product. */
type PeerClass = {
  new (): Readonly<Record<string, unknown>>;
  readonly MSG_ID: number;
  readonly MSG_NAME: string;
  readonly MAGIC_NUMBER: number;
  readonly FIELDS: readonly PeerField[];
};
type PeerField = {
  readonly source: string;
  readonly name: string;
  readonly type: string;
  readonly offset: number;
  readonly length: number;
};
type Peer = {
  readonly [Dialect in (typeof dialects)[number]]: {
    readonly REGISTRY: Readonly<Record<number, PeerClass>>;
  };
} & {
  readonly MavLinkProtocolV1: new () => PeerProtocol;
  readonly MavLinkProtocolV2: new () => PeerProtocol;
};
type PeerProtocol = {
  data(payload: Uint8Array, kind: PeerClass): Readonly<Record<string, unknown>>;
};

const dialects = ["minimal", "common", "standard", "ardupilotmega"] as const;

const name: string = "node-mavlink";
const peer = (await import(name).catch(() => undefined)) as Peer | undefined;
const absent = `(absent: ${name} is not installed)`;
if (!peer) console.warn(`skipped: comparing with another reader of MAVLink ${absent}`);

const classes = peer ? dialects.flatMap((dialect) => Object.values(peer[dialect].REGISTRY)) : [];

test.skipIf(!peer)(`all messages are laid out as ${name} has them ${peer ? "" : absent}`, () => {
  expect(classes.length).toBeGreaterThan(280);
  for (const kind of classes) {
    const message = messageNamed(kind.MSG_NAME);
    expect(message?.id, kind.MSG_NAME).toBe(kind.MSG_ID);
    expect(message?.crcExtra, kind.MSG_NAME).toBe(kind.MAGIC_NUMBER);
    const ours = message ? fieldsOf(message).map((field) => [field.name, field.at]) : [];
    const theirs = kind.FIELDS.toSorted((a, b) => a.offset - b.offset);
    expect(ours, kind.MSG_NAME).toEqual(theirs.map(({ source, offset }) => [source, offset]));
  }
});

describe.skipIf(!peer)(`values are those of ${name} ${peer ? "" : absent}`, () => {
  withRealFile("mavlink/arducopter-4.1.0-dev-sitl-mission.tlog", (bytes) => {
    test("in every frame of a real log", async () => {
      const tables = [...(await tlogReader.open(bytes)).tables(0)];
      const compared = compareAll(bytes, tables);
      expect(compared).toBeGreaterThan(100_000);
    });
  });
});

/** How many values were compared; fails at the first that differs. */
function compareAll(bytes: Uint8Array, tables: readonly Table[]): number {
  const { index } = findFrames(bytes);
  const rows = new Map<string, number>();
  let compared = 0;
  for (let frame = 0; frame < index.count; frame += 1) {
    const kind = classes.find(({ MSG_ID }) => MSG_ID === index.ids[frame]);
    const message = messages.find(({ id }) => id === index.ids[frame]);
    if (!kind || !message || !peer) throw new Error("a frame that only one of us knows");
    const start = index.payloads[frame] ?? 0;
    const payload = Buffer.from(bytes.subarray(start, start + (index.lengths[frame] ?? 0)));
    const isFirst = bytes[start - 6] === 0xfe;
    const protocol = new peer[isFirst ? "MavLinkProtocolV1" : "MavLinkProtocolV2"]();
    const theirs = protocol.data(payload, kind);
    const table = tables.find((one) => one.name === message.name); // one sender in this log
    const row = rows.get(message.name) ?? 0;
    rows.set(message.name, row + 1);
    for (const { source, values, labels, missing } of table?.series ?? []) {
      const field = source.slice(source.indexOf(".") + 1);
      const [plain = "", element] = field.replace("]", "").split("[");
      const peerField = kind.FIELDS.find((one) => one.source === plain);
      if (!peerField) continue; // worked out by us
      const stated = theirs[peerField.name];
      const value =
        element === undefined ? stated : (stated as readonly unknown[])[Number(element)];
      const raw = values[row];
      const ours = typeof value === "string" ? labels?.[Number(raw)] : Number(raw);
      const expected = typeof value === "string" ? value : Number(value);
      const isSame = Object.is(ours, expected) || (raw === missing && Number.isNaN(expected));
      if (!isSame) expect({ source, row, value: ours }).toEqual({ source, row, value: expected });
      compared += 1;
    }
  }
  return compared;
}
