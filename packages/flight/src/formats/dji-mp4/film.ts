import type { ByteSource } from "@homepoint/base";
import type { Damage } from "../../flight.ts";
import { readCueTable, type CueTable } from "../dji-srt/cue-table.ts";
import { readCaptions } from "./captions.ts";
import { readClip, type Clip } from "./clip.ts";
import { decodeSamples, type Decoded } from "./decode-samples.ts";
import { fieldsOf } from "./fields.ts";
import { findFrames } from "./find-frames.ts";
import { findTelemetry, isCaptions, isFrames, isPrivate, smallVideo } from "./find-telemetry.ts";
import { toFrameTable, type FrameTable } from "./frame-table.ts";
import { gatherSamples, type Gathered } from "./gather-samples.ts";
import { noMovie, type Movie, type Track } from "./movie.ts";
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

type Frames = FrameTable & {
  readonly clip: Clip;
  readonly gpsStart: GpsStart | undefined;
};

/** Undefined where it is no film, or none that says where it was filmed. */
export async function readFilm(source: ByteSource): Promise<Film | undefined> {
  const movie = (await findTelemetry(source)) ?? (source.size > smallVideo ? undefined : noMovie);
  if (!movie) return undefined;
  const reading = new Reading(source, movie);
  const frames: Frames[] = [];
  for (const track of movie.tracks.filter(isFrames)) frames.push(await reading.frames(track));
  let captions: CueTable | undefined;
  const zeroMs = frames.length > 0 ? 0 : undefined;
  for (const track of movie.tracks.filter(isCaptions))
    captions ??= await reading.captions(track, zeroMs);
  const isWorthLooking = movie.tracks.length === 0 || source.size <= smallVideo;
  if (frames.length === 0 && !captions && isWorthLooking)
    frames.push(...(await reading.foundFrames()));
  const unread = movie.tracks.filter(isPrivate);
  if (frames.length === 0 && !captions && unread.length === 0) return undefined;
  return { movie, frames, captions, unread, damage: reading.damage };
}

type Gathering = { readonly samples: Samples; readonly gathered: Gathered };
type Decoding = Gathering & { readonly clip: Clip; readonly decoded: Decoded };

/** Fewer may be chance. */
const fewestFrames = 3;

class Reading {
  readonly damage: Damage[] = [];
  readonly #source: ByteSource;
  readonly #movie: Movie;

  constructor(source: ByteSource, movie: Movie) {
    this.#source = source;
    this.#movie = movie;
  }

  async frames(track: Track): Promise<Frames> {
    const read = this.#decode(await this.#gather(track));
    if (!this.#isWorthLooking(read)) return this.#finish(read);
    // The description says where, and it is wrong: something was cut out, or put in.
    const found = this.#decode(await this.#find());
    const isBetter = found.decoded.rows.length > read.decoded.rows.length;
    if (isBetter) this.#note(track.tables.start, 8, "description-wrong");
    return this.#finish(isBetter ? found : read);
  }

  /** Going through all of a large video is for those that are wrong in more than a few places. */
  #isWorthLooking({ samples, decoded }: Decoding): boolean {
    const missing = samples.count + samples.lost - decoded.rows.length;
    return (
      samples.count === 0 || missing > (this.#source.size > smallVideo ? samples.count / 100 : 0)
    );
  }

  /** Of a video that was never finished: what describes it is written last. */
  async foundFrames(): Promise<readonly Frames[]> {
    const found = await this.#find();
    if (found.samples.count < fewestFrames) return [];
    const offset = this.#source.size - 1;
    this.damage.push({ offset, length: 1, why: "description-missing" });
    return [this.#finish(this.#decode(found))];
  }

  async #find(): Promise<Gathering> {
    const samples = await findFrames(this.#source);
    return { samples, gathered: await gatherSamples(this.#source, samples) };
  }

  #decode({ samples, gathered }: Gathering): Decoding {
    const clip = readClip(gathered, this.#movie.category);
    return { samples, gathered, clip, decoded: decodeSamples(gathered, fieldsOf(clip.protocol)) };
  }

  #finish({ samples, gathered, clip, decoded }: Decoding): Frames {
    if (clip.known !== "yes") this.#noteUnknown(samples);
    const read = toFrameTable(decoded, samples, clip);
    const { times } = read.table;
    const gpsStart = readGpsStart(gathered, { clip, rows: decoded.rows, times });
    return { ...read, clip, gpsStart };
  }

  /** Undefined where these are subtitles of another kind. */
  async captions(track: Track, zeroMs: number | undefined): Promise<CueTable | undefined> {
    const { samples, gathered } = await this.#gather(track);
    const cues = readCaptions(gathered, samples);
    return cues.length > 0 ? readCueTable(cues, zeroMs) : undefined;
  }

  async #gather(track: Track): Promise<Gathering> {
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
