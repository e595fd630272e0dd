import { textOf } from "@homepoint/base";
import type { Property } from "../../flight.ts";
import { cleanText } from "./clean-text.ts";
import { nameOfKeyed, readKeyed, type Keyed } from "./keyed.ts";
import { kinds } from "./messages.ts";
import type { Scan } from "./scan.ts";
import { basicTypes } from "./types.ts";

/** More than any log has; bound what a made-up one can cost. */
const mostProperties = 16_384;
const mostTextBytes = 2 ** 20;

/** Pieces of one value, in the order of the log. */
type Pieces = { readonly name: string; readonly pieces: Keyed[] };

/** What the log says of versions and hardware, and texts of how the system was doing. */
export function readProperties(scan: Scan): readonly Property[] {
  let room = mostTextBytes;
  return joinPieces(scan).map(({ name, pieces }) => {
    const sizeBytes = pieces.reduce((size, { from, end }) => size + end - from, 0);
    const [first] = pieces;
    const isText = first?.type === "char";
    if (first && !isText && first.count === undefined)
      return { name, value: readNumber(scan.view, first) };
    if (!isText || sizeBytes > room) return { name, sizeBytes };
    room -= sizeBytes;
    return { name, value: readText(scan.bytes, pieces) };
  });
}

/** An information that is said again replaces nothing; several of one name are a list. */
function joinPieces({ bytes, asides }: Scan): readonly Pieces[] {
  const all: Pieces[] = [];
  const last = new Map<string, Pieces>();
  for (const { kind, from, end } of asides) {
    const isMulti = kind === kinds.multiInformation;
    if (!isMulti && kind !== kinds.information) continue;
    const piece = readKeyed({ bytes, from, end }, isMulti ? 1 : 0);
    if (!piece) continue;
    const name = nameOfKeyed(bytes, piece);
    const before = last.get(name);
    if (isMulti && before && bytes[from] === 1) before.pieces.push(piece);
    if ((isMulti ? bytes[from] === 1 : true) && before) continue;
    if (all.length === mostProperties) break;
    const begun = { name, pieces: [piece] };
    all.push(begun);
    last.set(name, begun);
  }
  return all;
}

function readText(bytes: Uint8Array, pieces: readonly Keyed[]): string {
  const parts = pieces.map(({ from, end }) => textOf(bytes.subarray(from, end)));
  return cleanText(parts.join("").replace(/\0[^]*$/, ""));
}

type Read = (view: DataView, at: number) => number;

const readers: Readonly<Record<string, Read>> = {
  i8: (view, at) => view.getInt8(at),
  u8: (view, at) => view.getUint8(at),
  i16: (view, at) => view.getInt16(at, true),
  u16: (view, at) => view.getUint16(at, true),
  i32: (view, at) => view.getInt32(at, true),
  u32: (view, at) => view.getUint32(at, true),
  i64: (view, at) => Number(view.getBigInt64(at, true)),
  u64: (view, at) => Number(view.getBigUint64(at, true)),
  f32: (view, at) => view.getFloat32(at, true),
  f64: (view, at) => view.getFloat64(at, true),
};

/** Text where the number is none that JSON could hold. */
function readNumber(view: DataView, { type, from }: Keyed): number | string {
  const value = (readers[basicTypes[type].kept]?.(view, from) ?? 0) + 0; // no -0
  return Number.isFinite(value) ? value : String(value);
}
