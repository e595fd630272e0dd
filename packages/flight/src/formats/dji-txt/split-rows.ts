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
import { Pieces } from "./pieces.ts";
import { kinds } from "./row-kinds.ts";
import { unscrambled, type Rows } from "./rows.ts";

/** Rows that make one table; instances of one name are told apart by their number. */
export type Part = { readonly layout: Layout; readonly instance: number; readonly rows: Rows };

/** How the rows of one kind are sorted into tables. */
type Split = {
  /** A row belongs to one of them by its number here. */
  readonly tables: readonly Omit<Part, "rows">[];
  /** Gives the stretches of a content that are rows to the tables they belong to. */
  readonly sort: (content: Content, tables: Tables) => void;
};

/** A content in clear among others, from `start` to before `end`; and where its row stands. */
type Content = {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly place: number;
};

/** What has been found of each table, by number. */
type Tables = Pieces[];

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
    sort(content, tables) {
      const { bytes, start } = content;
      const [type, battery] = [(bytes[start] ?? 0) - 1, bytes[start + 1] ?? mostBatteries]; // §7.16
      const isKnown = type >= 0 && type < batteryLayouts.length && battery < mostBatteries;
      if (isKnown) addWhole(content, tables, type * mostBatteries + battery);
    },
  },
  [kinds.recover]: {
    tables: [only(recover(10)), only(recover(16))],
    sort: (content, tables) =>
      addWhole(content, tables, content.end - content.start >= 109 ? 1 : 0), // §7.13
  },
  [kinds.ofdm]: {
    tables: [only(radio("OFDM_DOWNLINK")), only(radio("OFDM_UPLINK"))],
    sort: (content, tables) => addWhole(content, tables, (content.bytes[content.start] ?? 0) >>> 7),
  },
  [kinds.commonOsd]: {
    tables: [only(controllerBattery)],
    sort(content, tables) {
      const { bytes, start } = content;
      if (bytes[start] === 0 && bytes[start + 1] === 0) addWhole(content, tables, 0);
    },
  },
  [kinds.componentSerial]: {
    tables: [only(componentSerial)],
    sort: (content, tables) => addWhole(content, tables, 0),
  },
  [kinds.firmware]: {
    tables: [only(firmware)],
    sort({ start, end, place }, tables) {
      const { least } = firmware;
      for (let at = start; at + least <= end; at += least)
        piecesOf(tables, 0).add(at, at + least, place);
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
function sortVision({ bytes, start, end, place }: Content, tables: Tables): void {
  let at = start;
  while (at + 6 <= end) {
    const table = visionTables[bytes[at] as number] as number; // inside, like the size
    const last = at + 5 + (bytes[at + 4] as number);
    if (last >= end || bytes[last] !== 0xfe) return;
    if (table < 255) piecesOf(tables, table).add(at + 5, last, place);
    at = last + 1;
  }
}

export function isSplit(kind: number): boolean {
  return kind in splits;
}

function addWhole({ start, end, place }: Content, tables: Tables, table: number): void {
  piecesOf(tables, table).add(start, end, place);
}

function piecesOf(tables: Tables, table: number): Pieces {
  return (tables[table] ??= new Pieces());
}

/** Sorts the rows of a kind into tables, each in the order of the file. */
export function splitRows(kind: number, rows: Rows): readonly Part[] {
  const split = splits[kind];
  if (!split || rows.count === 0) return [];
  const clear = unscrambled(rows);
  const sorted = sortAll(split, clear);
  return split.tables.flatMap((table, number) => {
    const pieces = sorted[number];
    return pieces ? [{ ...table, rows: pieces.toRows(clear.bytes) }] : [];
  });
}

function sortAll({ sort }: Split, clear: Rows): Tables {
  const { count, bytes, starts, lengths, places } = clear;
  const tables: Tables = [];
  const isDoubtful = new Set(clear.doubtful);
  const content = { bytes, start: 0, end: 0, place: 0 }; // one for all: most garbage otherwise
  for (let row = 0; row < count; row += 1) {
    if (isDoubtful.size > 0 && isDoubtful.has(row)) continue; // whose it is stands in those bytes
    content.start = starts[row] as number; // below the count, like all here
    content.end = content.start + (lengths[row] as number);
    content.place = places[row] as number;
    sort(content, tables);
  }
  return tables;
}
