import type { ByteSource } from "@homepoint/base";
import type { Damage } from "../../flight.ts";
import { readCueTable, type CueTable } from "../dji-srt/cue-table.ts";
import { readCaptions } from "./captions.ts";
import { readClip, type Clip } from "./clip.ts";
import { decodeSamples } from "./decode-samples.ts";
import { fieldsOf } from "./fields.ts";
import { findMovie } from "./find-movie.ts";
import { toFrameTable, type FrameTable } from "./frame-table.ts";
import { gatherSamples, type Gathered } from "./gather-samples.ts";
import { readMovie, type Movie, type Track } from "./movie.ts";
import { findSamples, type Samples } from "./samples.ts";
import { readGpsStart, type GpsStart } from "./start-time.ts";

/** All that was read of a film. */
export type Film = {
  readonly movie: Movie;
  readonly frames: readonly Frames[];
  readonly captions: CueTable | undefined;
  /** Tracks of the maker that nobody has described. */
  readonly unread: readonly Track[];
  readonly damage: readonly Damage[];
};

export type Frames = FrameTable & {
  readonly clip: Clip;
  readonly gpsStart: GpsStart | undefined;
};

/** Undefined where it is no film, or none that says where it was filmed. */
export async function readFilm(source: ByteSource): Promise<Film | undefined> {
  const movie = await findTelemetry(source);
  if (!movie) return undefined;
  const reading = new Reading(source, movie);
  const frames: Frames[] = [];
  for (const track of movie.tracks.filter(isFrames)) frames.push(await reading.frames(track));
  let captions: CueTable | undefined;
  const zeroMs = frames.length > 0 ? 0 : undefined;
  for (const track of movie.tracks.filter(isCaptions))
    captions ??= await reading.captions(track, zeroMs);
  const unread = movie.tracks.filter(isPrivate);
  if (frames.length === 0 && !captions && unread.length === 0) return undefined;
  return { movie, frames, captions, unread, damage: reading.damage };
}

/** Whether a film has tracks that may tell of a flight; its pictures are not read. */
export async function findTelemetry(source: ByteSource): Promise<Movie | undefined> {
  const found = await findMovie(source);
  const movie = found && readMovie(found);
  const isOne = (track: Track) => isFrames(track) || isCaptions(track) || isPrivate(track);
  return movie?.tracks.some(isOne) ? movie : undefined;
}

function isFrames({ format }: Track): boolean {
  return format === "djmd";
}

const textFormats = ["tx3g", "text", "sbtl"];

function isCaptions({ format }: Track): boolean {
  return textFormats.includes(format);
}

/** Older aircraft have samples that nobody has described; the newest have more for the maker's eyes. */
function isPrivate({ format, handler }: Track): boolean {
  return format === "priv" && handler.includes("DJI");
}

class Reading {
  readonly damage: Damage[] = [];
  readonly #source: ByteSource;
  readonly #movie: Movie;

  constructor(source: ByteSource, movie: Movie) {
    this.#source = source;
    this.#movie = movie;
  }

  async frames(track: Track): Promise<Frames> {
    const { samples, gathered } = await this.#gather(track);
    const clip = readClip(gathered, this.#movie.category);
    if (clip.known !== "yes") this.#noteUnknown(samples);
    const decoded = decodeSamples(gathered, fieldsOf(clip.protocol));
    const read = toFrameTable(decoded, samples, clip);
    const { times } = read.table;
    return {
      ...read,
      clip,
      gpsStart: readGpsStart(gathered, { clip, rows: decoded.rows, times }),
    };
  }

  /** Undefined where these are subtitles of another kind. */
  async captions(track: Track, zeroMs: number | undefined): Promise<CueTable | undefined> {
    const { samples, gathered } = await this.#gather(track);
    const cues = readCaptions(gathered, samples);
    return cues.length > 0 ? readCueTable(cues, zeroMs) : undefined;
  }

  async #gather(track: Track): Promise<{ samples: Samples; gathered: Gathered }> {
    const samples = findSamples(this.#movie, track, this.#source.size);
    const gathered = await gatherSamples(this.#source, samples);
    if (gathered.count < samples.count || samples.lost > 0)
      this.#note(track.tables.start, track.tables.end - track.tables.start, "samples-missing");
    return { samples, gathered };
  }

  /** The first sample names the protocol; nobody has described it. */
  #noteUnknown({ count, offsets, sizes }: Samples): void {
    const [offset, length] = [offsets[0], sizes[0]];
    const isThere = count > 0 && offset !== undefined && length !== undefined && length > 0;
    if (isThere && offset + length <= this.#source.size)
      this.damage.push({ offset, length, why: "unknown-protocol" });
  }

  /** A run of the box that describes the film. */
  #note(from: number, length: number, why: string): void {
    if (length > 0) this.damage.push({ offset: this.#movie.offset + from, length, why });
  }
}
