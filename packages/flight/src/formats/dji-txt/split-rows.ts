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
import { PieceCounter, PiecePlacer, type Pieces } from "./pieces.ts";
import { kinds } from "./row-kinds.ts";
import { packRows, type Rows } from "./rows.ts";

/** Rows that make one table; instances of one name are told apart by their number. */
export type Part = { readonly layout: Layout; readonly instance: number; readonly rows: Rows };

/** How the rows of one kind are sorted into tables. */
type Split = {
  /** At most 256; a row belongs to one of them by its number here. */
  readonly tables: readonly Omit<Part, "rows">[];
  /** Names the stretches of a content that are rows, and whose. */
  readonly sort: (content: Content, pieces: Pieces) => void;
};

/** A content in clear among others: from `start` to before `end`. */
type Content = { readonly bytes: Uint8Array; readonly start: number; readonly end: number };

const only = (layout: Layout) => ({ layout, instance: 0 });

const batteryLayouts = [batteryStatic, batteryDynamic, batteryCells];

/** More batteries than any aircraft has. */
const mostBatteries = 64;

/** What a row belongs to where its kind alone does not say. */
const splits: Readonly<Record<number, Split>> = {
  [kinds.batteryGroup]: {
    tables: batteryLayouts.flatMap((layout) =>
      Array.from({ length: mostBatteries }, (_, instance) => ({ layout, instance })),
    ),
    sort({ bytes, start, end }, pieces) {
      const [type, battery] = [(bytes[start] ?? 0) - 1, bytes[start + 1] ?? mostBatteries]; // §7.16
      const isKnown = type >= 0 && type < batteryLayouts.length && battery < mostBatteries;
      if (isKnown) pieces.add(type * mostBatteries + battery, start, end);
    },
  },
  [kinds.recover]: {
    tables: [only(recover(10)), only(recover(16))],
    sort: ({ start, end }, pieces) => pieces.add(end - start >= 109 ? 1 : 0, start, end), // §7.13
  },
  [kinds.ofdm]: {
    tables: [only(radio("OFDM_DOWNLINK")), only(radio("OFDM_UPLINK"))],
    sort: ({ bytes, start, end }, pieces) => pieces.add((bytes[start] ?? 0) >>> 7, start, end),
  },
  [kinds.commonOsd]: {
    tables: [only(controllerBattery)],
    sort({ bytes, start, end }, pieces) {
      if (bytes[start] === 0 && bytes[start + 1] === 0) pieces.add(0, start, end);
    },
  },
  [kinds.componentSerial]: {
    tables: [only(componentSerial)],
    sort: ({ start, end }, pieces) => pieces.add(0, start, end),
  },
  [kinds.firmware]: {
    tables: [only(firmware)],
    sort({ start, end }, pieces) {
      const { least } = firmware;
      for (let at = start; at + least <= end; at += least) pieces.add(0, at, at + least);
    },
  },
  [kinds.visionGroup]: {
    tables: [
      ...[0, 1, 2, 3, 4, 5].map((instance) => ({ layout: visionDistance, instance })),
      only(visionAvoidance),
      only(visionGuidance),
      only(visionWarnings),
    ],
    sort: sortVision,
  },
};

/** Numbers of the tables above, by block type; 255 where it has none. */
const visionTables = Uint8Array.from({ length: 256 }, (_, type) => {
  const place = [0, 1, 2, 3, 4, 5, 8, 9, 10].indexOf(type);
  return place < 0 ? 255 : place;
});

/** §7.15: u32 block type, u8 size, that many bytes, FE. */
function sortVision({ bytes, start, end }: Content, pieces: Pieces): void {
  let at = start;
  while (at + 6 <= end) {
    const table = visionTables[bytes[at] as number] as number; // inside, like the size
    const last = at + 5 + (bytes[at + 4] as number);
    if (last >= end || bytes[last] !== 0xfe) return;
    if (table < 255) pieces.add(table, at + 5, last);
    at = last + 1;
  }
}

export function isSplit(kind: number): boolean {
  return kind in splits;
}

/** Sorts the rows of a kind into tables, each in the order of the file. */
export function splitRows(kind: number, rows: Rows): readonly Part[] {
  const split = splits[kind];
  if (!split || rows.count === 0) return [];
  const packed = packRows(rows);
  const counter = new PieceCounter();
  sortAll(split, packed, counter);
  const placer = new PiecePlacer(counter);
  sortAll(split, packed, placer);
  return toParts(split, packed.bytes, placer);
}

function sortAll(split: Split, packed: Rows, pieces: Pieces): void {
  const { count, bytes, starts, lengths, places } = packed;
  const isDoubtful = new Set(packed.doubtful);
  for (let row = 0; row < count; row += 1) {
    if (isDoubtful.size > 0 && isDoubtful.has(row)) continue; // whose it is stands in those bytes
    const start = starts[row] as number; // below the count, like all here
    pieces.place = places[row] as number;
    split.sort({ bytes, start, end: start + (lengths[row] as number) }, pieces);
  }
}

function toParts({ tables }: Split, bytes: Uint8Array, placer: PiecePlacer): readonly Part[] {
  const { firsts, starts, lengths, places } = placer;
  const parts: Part[] = [];
  for (const [number, table] of tables.entries()) {
    const first = firsts[number] as number; // at most 256 tables
    const end = firsts[number + 1] as number;
    if (first === end) continue;
    const rows = {
      count: end - first,
      bytes,
      starts: starts.subarray(first, end),
      lengths: lengths.subarray(first, end),
      places: places.subarray(first, end),
      scrambled: undefined,
      doubtful: [],
    };
    parts.push({ ...table, rows });
  }
  return parts;
}
