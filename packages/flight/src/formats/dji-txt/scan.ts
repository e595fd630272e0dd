import type { FlightImage } from "../../flight.ts";
import { detailsLength, isDatedDetails, isDetails, readDetails, type Details } from "./details.ts";
import { findRows, type Gap, type Region, type RowIndex } from "./find-rows.ts";
import { groupByKind, type Grouped } from "./group-rows.ts";
import { rowEnd, type Framing } from "./framing.ts";
import { readAux, type Aux, type Header } from "./header.ts";
import { listedImages, regionsOf } from "./places.ts";

/** What stands where in a file, before anything of it is decoded. */
export type Scan = {
  readonly bytes: Uint8Array;
  readonly version: number;
  readonly framing: Framing;
  readonly details: Details | undefined;
  readonly aux: Aux | undefined;
  readonly index: RowIndex;
  readonly grouped: Grouped;
  readonly gaps: readonly Gap[];
  readonly images: readonly FlightImage[];
};

/** Undefined where there are neither rows nor details: the bytes are no flight record. */
export function scanLog(bytes: Uint8Array, header: Header): Scan | undefined {
  const { version, framing } = header;
  const aux = version >= 13 ? readAux(bytes) : undefined;
  const block = findDetails(bytes, header, aux);
  const listed = readListed(bytes, block, version);
  const found = findRows(bytes, {
    framing,
    regions: regionsOf([spanOf(listed.images), version < 12 ? block?.region : undefined]),
    detailsAt: (at) =>
      !block && isDatedDetails(bytes, at) ? (blockAt(bytes, at, header)?.region.length ?? 0) : 0,
  });
  const late = found.details === undefined ? undefined : blockAt(bytes, found.details, header);
  const { details, images } = late ? readListed(bytes, late, version) : listed;
  if (found.index.count === 0 && !details) return undefined;
  return {
    bytes,
    version,
    framing,
    details,
    aux,
    index: found.index,
    grouped: groupByKind(found.index),
    gaps: versionGap(header, found.gaps),
    images: [...images, ...unlisted(found.images, images)],
  };
}

type Block = { readonly bytes: Uint8Array; readonly region: Region };

/** Where the version says the details are, §2; undefined where they are not. */
function findDetails(bytes: Uint8Array, header: Header, aux: Aux | undefined): Block | undefined {
  if (!aux) return blockAt(bytes, header.version === 12 ? 100 : header.detailOffset, header);
  if (!aux.details || !isDetails(aux.details, 0)) return undefined;
  return { bytes: aux.details, region: { offset: bytes.length, length: 0 } };
}

function blockAt(
  bytes: Uint8Array,
  offset: number,
  { version, framing }: Header,
): Block | undefined {
  if (offset < 12 || !isDetails(bytes, offset)) return undefined;
  const length = Math.min(detailsLength(version), bytes.length - offset);
  const rowsEnd = cutShort(bytes, { offset, length }, framing);
  return {
    bytes: bytes.subarray(offset, offset + rowsEnd),
    region: { offset, length: rowsEnd },
  };
}

/** Length of a details block of which bytes are missing, so that rows begin before its end. */
function cutShort(bytes: Uint8Array, { offset, length }: Region, framing: Framing): number {
  const next = offset + length;
  const isWhole = length >= 400 && (next === bytes.length || rowEnd(bytes, framing, next) > 0);
  if (isWhole || !framing.scrambled) return length;
  for (let at = offset + 99; at < offset + length; at += 1) {
    const end = rowEnd(bytes, framing, at);
    if (end > 0 && (end === bytes.length || rowEnd(bytes, framing, end) > 0)) return at - offset;
  }
  return length;
}

type Listed = { readonly details: Details | undefined; readonly images: readonly FlightImage[] };

function readListed(bytes: Uint8Array, block: Block | undefined, version: number): Listed {
  if (!block) return { details: undefined, images: [] };
  const details = readDetails(block.bytes, version);
  const end = version < 12 ? block.region.offset : bytes.length; // §1.2
  return { details, images: listedImages(bytes, details, end) };
}

function spanOf(images: readonly FlightImage[]): Region | undefined {
  const [first] = images;
  const last = images.at(-1);
  if (!first || !last) return undefined;
  return { offset: first.offset, length: last.offset + last.length - first.offset };
}

function unlisted(
  regions: readonly Region[],
  images: readonly FlightImage[],
): readonly FlightImage[] {
  const span = spanOf(images) ?? { offset: 0, length: 0 };
  return regions
    .filter(({ offset }) => offset < span.offset || offset >= span.offset + span.length)
    .map((region) => ({ ...region, kind: "unlisted" as const }));
}

function versionGap({ versionDamaged }: Header, gaps: readonly Gap[]): readonly Gap[] {
  if (!versionDamaged) return gaps;
  return [{ offset: 10, length: 1, why: "bad-version" }, ...gaps];
}
