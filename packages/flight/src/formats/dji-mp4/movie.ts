import { textOf } from "@homepoint/base";
import { boxAt, boxesIn, typeAt, viewOf, type Box } from "./boxes.ts";
import type { FoundMovie } from "./find-movie.ts";

/** What a film file says of itself. */
export type Movie = FoundMovie & {
  readonly view: DataView;
  /** Milliseconds since 1970; undefined where nothing, or nothing sensible, is stated. */
  readonly createdMs: number | undefined;
  readonly durationSeconds: number | undefined;
  readonly tracks: readonly Track[];
  /** Texts that stand beside the tracks, by their type without its sign: `xyz`, `mdl`. */
  readonly notes: ReadonlyMap<string, string>;
  /** Where JPEGs lie in the file. */
  readonly pictures: readonly Picture[];
  /** `model_name:FC9113;pb_file:…`, as cameras write it for a file manager. */
  readonly category: string;
};

export type Track = {
  /** Type of its samples: `avc1`, `djmd`, `tx3g`. */
  readonly format: string;
  readonly handler: string;
  /** Units a second of its times. */
  readonly timescale: number;
  /** The boxes that say where its samples are and when. */
  readonly tables: Box;
};

type Picture = {
  readonly kind: "thumbnail" | "snapshot";
  readonly offset: number;
  readonly length: number;
};

/** Of a video whose description is missing. */
export const noMovie: Movie = {
  bytes: new Uint8Array(),
  offset: 0,
  view: new DataView(new ArrayBuffer(0)),
  createdMs: undefined,
  durationSeconds: undefined,
  tracks: [],
  notes: new Map(),
  pictures: [],
  category: "",
};

/** Bounds what a made-up file can cost. */
const mostTracks = 32;

export function readMovie(found: FoundMovie): Movie {
  const view = viewOf(found.bytes);
  const [movie] = boxesIn(view, 0, found.bytes.length);
  const parts = movie ? boxesIn(view, movie.from, movie.end) : [];
  const header = parts.find(({ type }) => type === "mvhd");
  const user = parts.find(({ type }) => type === "udta");
  const tracks = parts
    .filter(({ type }) => type === "trak")
    .slice(0, mostTracks)
    .map((box) => readTrack(view, box))
    .filter((track) => track !== undefined);
  return {
    ...found,
    view,
    ...(header ? readTimes(view, header) : { createdMs: undefined, durationSeconds: undefined }),
    tracks,
    notes: user ? readNotes(view, user, found.bytes) : new Map(),
    pictures: user ? findPictures(view, user, found) : [],
    category: user ? readCategory(view, user, found.bytes) : "",
  };
}

/** From 1904 to 1970. */
const epochSeconds = 2_082_844_800;
const earliestMs = Date.UTC(2005, 0, 1);
const latestMs = Date.UTC(2100, 0, 1);

/** ISO/IEC 14496-12 §8.2.2: seconds since 1904, UTC; wide in version 1. */
function readTimes(view: DataView, { from, end }: Box) {
  const isWide = from < end && view.getUint8(from) === 1;
  if (from + (isWide ? 32 : 20) > end) return { createdMs: undefined, durationSeconds: undefined };
  const created = isWide ? Number(view.getBigUint64(from + 4)) : view.getUint32(from + 4);
  const timescale = view.getUint32(from + (isWide ? 20 : 12));
  const units = isWide ? Number(view.getBigUint64(from + 24)) : view.getUint32(from + 16);
  const ms = (created - epochSeconds) * 1000;
  const seconds = units / timescale;
  return {
    createdMs: ms >= earliestMs && ms < latestMs ? ms : undefined,
    durationSeconds: seconds > 0 && seconds < longestFilm ? seconds : undefined,
  };
}

/** A week. */
const longestFilm = 604_800;

function readTrack(view: DataView, track: Box): Track | undefined {
  const media = boxAt(view, track, "mdia");
  const header = media && boxAt(view, media, "mdhd");
  const tables = media && boxAt(view, media, "minf", "stbl");
  const entries = tables && boxAt(view, tables, "stsd");
  if (!header || !tables || !entries || entries.from + 16 > entries.end) return undefined;
  return {
    format: typeAt(view, entries.from + 12),
    handler: handlerOf(view, boxAt(view, media, "hdlr")),
    timescale: timescaleOf(view, header),
    tables,
  };
}

function timescaleOf(view: DataView, { from, end }: Box): number {
  const at = from + (from < end && view.getUint8(from) === 1 ? 20 : 12);
  return at + 4 <= end ? view.getUint32(at) : 0;
}

/** Its name; with a length before it where QuickTime's older rules are followed. */
function handlerOf(view: DataView, box: Box | undefined): string {
  if (!box || box.from + 24 >= box.end) return "";
  const bytes = new Uint8Array(
    view.buffer,
    view.byteOffset + box.from + 24,
    box.end - box.from - 24,
  );
  return textOf(bytes.subarray(0, longestText)).replaceAll(/\p{Cc}/gu, "");
}

const longestText = 200;

/** QuickTime user texts: `©mdl` with a length and a language before the text. */
function readNotes(view: DataView, user: Box, bytes: Uint8Array): ReadonlyMap<string, string> {
  const notes = new Map<string, string>();
  for (const { type, from, end } of boxesIn(view, user.from, user.end)) {
    if (!type.startsWith("\u00a9") || from + 4 > end) continue;
    const length = Math.min(view.getUint16(from), end - from - 4, longestText);
    const text = plain(textOf(bytes.subarray(from + 4, from + 4 + length)));
    if (text && !notes.has(type.slice(1))) notes.set(type.slice(1), text);
  }
  return notes;
}

/** What is not a text has characters that no text has. */
function plain(text: string): string {
  const trimmed = text.replaceAll("\0", "").trim();
  return /[\p{Cc}\ufffd]/u.test(trimmed) ? "" : trimmed;
}

const pictureKinds: Readonly<Record<string, Picture["kind"]>> = {
  tnal: "thumbnail",
  covr: "snapshot",
};

/** Covers, in the list of iTunes: a `data` box each, of the type JPEG. */
function findPictures(
  view: DataView,
  user: Box,
  { bytes, offset }: FoundMovie,
): readonly Picture[] {
  const meta = boxAt(view, user, "meta");
  // QuickTime has no version and flags before the boxes in it, MP4 has.
  const list =
    meta && (boxAt(view, { ...meta, from: meta.from + 4 }, "ilst") ?? boxAt(view, meta, "ilst"));
  if (!list) return [];
  return boxesIn(view, list.from, list.end).flatMap((entry): readonly Picture[] => {
    const kind = pictureKinds[entry.type];
    const data = boxAt(view, entry, "data");
    if (!kind || !data || !isJpeg(bytes, data.from + 8, data.end)) return [];
    return [{ kind, offset: offset + data.from + 8, length: data.end - data.from - 8 }];
  });
}

function isJpeg(bytes: Uint8Array, from: number, end: number): boolean {
  return end - from > 4 && bytes[from] === 0xff && bytes[from + 1] === 0xd8;
}

/** In `Xtra`, in UTF-16, among other things. */
function readCategory(view: DataView, user: Box, bytes: Uint8Array): string {
  const extra = boxAt(view, user, "Xtra");
  if (!extra) return "";
  const text = String.fromCharCode(
    ...bytes.subarray(extra.from, Math.min(extra.end, extra.from + 4096)),
  );
  return /pb_file:[ -~]*/.exec(text.replaceAll("\0", ""))?.[0] ?? "";
}
