import type { Layout } from "./layout.ts";
import { componentSerial, firmware, radio, recover } from "./layouts/app.ts";
import {
  batteryCells,
  batteryDynamic,
  batteryStatic,
  controllerBattery,
} from "./layouts/battery.ts";
import {
  visionAvoidance,
  visionDistance,
  visionGuidance,
  visionWarnings,
} from "./layouts/vision.ts";
import { kinds } from "./row-kinds.ts";
import { packRows, type Rows } from "./rows.ts";

/** Rows that make one table. */
export type Part = { readonly layout: Layout; readonly instance: number; readonly rows: Rows };

/** A stretch of a row that is a row of a table. */
type Piece = {
  readonly layout: Layout;
  readonly instance: number;
  readonly start: number;
  readonly length: number;
};

/** A content in clear, and where it lies. */
type Content = { readonly bytes: Uint8Array; readonly start: number; readonly length: number };

/** Names the pieces of a content, in order. */
type Split = (content: Content, add: (piece: Piece) => void) => void;

const shortRecover = recover(10);
const longRecover = recover(16);
const uplink = radio("OFDM_UPLINK");
const downlink = radio("OFDM_DOWNLINK");

const batteryGroups: Readonly<Record<number, Layout>> = {
  1: batteryStatic,
  2: batteryDynamic,
  3: batteryCells,
};

/** Which table a row belongs to, where its kind alone does not say. */
const splits: Readonly<Record<number, Split>> = {
  [kinds.batteryGroup]({ bytes, start, length }, add) {
    const layout = batteryGroups[bytes[start] ?? 0];
    if (layout && length > 1) add({ layout, instance: bytes[start + 1] ?? 0, start, length });
  },
  [kinds.recover]({ start, length }, add) {
    add({ layout: length >= 109 ? longRecover : shortRecover, instance: 0, start, length }); // §7.13
  },
  [kinds.ofdm]({ bytes, start, length }, add) {
    const layout = (bytes[start] ?? 0) & 0x80 ? uplink : downlink;
    add({ layout, instance: 0, start, length });
  },
  [kinds.commonOsd]({ bytes, start, length }, add) {
    const isBattery = bytes[start] === 0 && bytes[start + 1] === 0;
    if (isBattery) add({ layout: controllerBattery, instance: 0, start, length });
  },
  [kinds.componentSerial]({ start, length }, add) {
    add({ layout: componentSerial, instance: 0, start, length });
  },
  [kinds.firmware](content, add) {
    const end = content.start + content.length;
    for (let start = content.start; start + firmware.least <= end; start += firmware.least)
      add({ layout: firmware, instance: 0, start, length: firmware.least });
  },
  [kinds.visionGroup]: visionBlocks,
};

const visionLayouts: readonly (Layout | undefined)[] = [
  ...Array.from({ length: 6 }, () => visionDistance),
  undefined,
  undefined,
  visionAvoidance,
  visionGuidance,
  visionWarnings,
];

/** §7.15: u32 block type, u8 size, that many bytes, FE. */
function visionBlocks({ bytes, start, length }: Content, add: (piece: Piece) => void): void {
  let at = start;
  while (at + 6 <= start + length) {
    const type = bytes[at] as number; // inside, like the size
    const size = bytes[at + 4] as number;
    const end = at + 5 + size;
    if (end >= start + length || bytes[end] !== 0xfe) return;
    const layout = visionLayouts[type];
    if (layout) add({ layout, instance: type < 8 ? type : 0, start: at + 5, length: size });
    at = end + 1;
  }
}

export function isSplit(kind: number): boolean {
  return kind in splits;
}

/** Sorts the rows of a kind into tables, each in the order of the file. */
export function splitRows(kind: number, rows: Rows): readonly Part[] {
  const split = splits[kind];
  if (!split) return [];
  const packed = packRows(rows);
  const isDoubtful = new Set(rows.doubtful);
  const parts = new Map<Layout, (GrowingPart | undefined)[]>();
  let number = 0;
  const add = (piece: Piece) => {
    if (piece.length < piece.layout.least) return;
    const part = partFor(parts, piece);
    part.starts.push(piece.start);
    part.lengths.push(piece.length);
    part.numbers.push(number);
  };
  for (let row = 0; row < packed.count; row += 1) {
    if (isDoubtful.has(row)) continue; // what it belongs to stands in the doubtful bytes
    number = packed.numbers[row] as number; // below the count, like start and length
    const start = packed.starts[row] as number;
    split({ bytes: packed.bytes, start, length: packed.lengths[row] as number }, add);
  }
  return [...parts.values()].flat().flatMap((part) => (part ? finish(part, packed.bytes) : []));
}

type GrowingPart = {
  readonly layout: Layout;
  readonly instance: number;
  readonly starts: number[];
  readonly lengths: number[];
  readonly numbers: number[];
};

function partFor(
  parts: Map<Layout, (GrowingPart | undefined)[]>,
  { layout, instance }: Piece,
): GrowingPart {
  const known = parts.get(layout) ?? [];
  const part = known[instance] ?? { layout, instance, starts: [], lengths: [], numbers: [] };
  known[instance] = part;
  parts.set(layout, known);
  return part;
}

function finish(part: GrowingPart, bytes: Uint8Array): Part {
  const rows = {
    count: part.starts.length,
    bytes,
    starts: Uint32Array.from(part.starts),
    lengths: Uint16Array.from(part.lengths),
    numbers: Uint32Array.from(part.numbers),
    doubtful: [],
  };
  return { layout: part.layout, instance: part.instance, rows };
}
