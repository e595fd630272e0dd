import { elementKinds, isFloat, type ElementKind } from "../gather/element-kinds.ts";
import { gather, makeColumns, placeRows, type PlacedRows } from "../gather/gather.ts";
import { gatherTexts, noText, type Texts } from "../gather/texts.ts";
import { nameOf } from "../series-names.ts";
import type { Series, TypedArray } from "../table.ts";
import { fieldsOf, type Message, type MessageField } from "./messages.ts";
import { measureOf } from "./units.ts";

/** Where payloads of one message stand, and how long each is on the wire. */
export type Payloads = {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly lengths: Uint8Array;
};

/**
 * Payloads one behind the other, each as long as its message says: what was cut off, or never sent,
 * is zeros, as the protocol has it.
 */
export function padPayloads({ length }: Message, payloads: Payloads): PlacedRows {
  const { bytes, starts, lengths } = payloads;
  const padded = new Uint8Array(starts.length * length);
  const places = new Uint32Array(starts.length);
  for (let row = 0; row < starts.length; row += 1) {
    const to = row * length;
    const from = starts[row] as number; // a start and a length for each row
    const sent = Math.min(lengths[row] as number, length);
    places[row] = to;
    for (let at = 0; at < sent; at += 1) padded[to + at] = bytes[from + at] as number; // in the frame
  }
  return placeRows(padded, places);
}

/** Bytes that all payloads have, and bytes that any has. */
function sentLengths(lengths: Uint8Array): { readonly least: number; readonly most: number } {
  let [least, most] = [255, 0];
  for (let row = 0; row < lengths.length; row += 1) {
    const length = lengths[row] as number; // below the length
    if (length < least) least = length;
    if (length > most) most = length;
  }
  return { least, most };
}

/** Longer arrays of bytes are cargo of other protocols: pieces of files, images, corrections. */
const mostBytes = 32;

/** One column of numbers: a field, or an element of one. */
type Line = {
  readonly field: MessageField;
  readonly kind: ElementKind;
  readonly at: number;
  readonly source: string;
};

/** All that payloads of a message say, a series for each field and element of an array. */
export function decodePayloads(message: Message, payloads: Payloads): readonly Series[] {
  const fields = fieldsOf(message);
  const lines = fields.flatMap((field) => linesOf(message.name, field));
  const columns = makeColumns(
    lines.map(({ kind }) => kind),
    payloads.starts.length,
  );
  const { least, most } = sentLengths(payloads.lengths);
  const inFile = placeRows(payloads.bytes, payloads.starts);
  let padded: PlacedRows | undefined; // only where a field is cut off in some payloads
  const rowsUpTo = (end: number) => {
    if (end <= least) return inFile;
    padded ??= padPayloads(message, payloads);
    return padded;
  };
  const numbers = lines.map((line, at) => {
    const column = columns[at] as TypedArray; // a column for each line, of zeros
    const end = line.at + elementKinds[line.kind].size;
    if (line.at < most) gather(line.kind, rowsUpTo(end), line.at, column);
    return toSeries(line, column);
  });
  const texts = fields.filter(({ kind }) => kind === "char");
  const rows = payloads.starts.length;
  return [
    ...numbers,
    ...texts.map(({ name, at, elements }) => {
      const text = gatherTexts(rowsUpTo(at + elements), at, { length: elements, rows });
      return textSeries(`${message.name}.${name}`, text);
    }),
  ];
}

function linesOf(table: string, field: MessageField): readonly Line[] {
  const { name, kind, elements, at } = field;
  if (kind === "char") return [];
  if (elements === 0) return [{ field, kind, at, source: `${table}.${name}` }];
  const { size } = elementKinds[kind];
  if (size === 1 && elements > mostBytes) return [];
  return Array.from({ length: elements }, (_, element) => ({
    field,
    kind,
    at: at + element * size,
    source: `${table}.${name}[${element}]`,
  }));
}

/** Fields that MAVLink counts the other way round than the shared names do. */
const reversed: ReadonlySet<string> = new Set([
  "SYS_STATUS.current_battery",
  "BATTERY_STATUS.current_battery",
]);

function toSeries({ field, kind, source }: Line, values: TypedArray): Series {
  const { unit, scale } = measureOf(field.unit);
  const name = nameOf(source);
  const missing = isFloat(kind) ? Number.NaN : field.missing;
  return {
    source,
    ...(name ? { name } : {}),
    unit,
    values,
    scale: reversed.has(source) ? -scale : scale,
    offset: 0,
    ...(missing === undefined ? {} : { missing }),
    ...(field.labels ? { labels: field.labels } : {}),
  };
}

function textSeries(source: string, { values, labels }: Texts): Series {
  return { source, unit: "1", values, scale: 1, offset: 0, missing: noText, labels };
}
