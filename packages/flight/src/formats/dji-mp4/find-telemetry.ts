import type { ByteSource } from "@homepoint/base";
import { headLength } from "../../flight-reader.ts";
import { findMovie, namesFrames, searchMovie } from "./find-movie.ts";
import { noMovie, readMovie, type Movie, type Track } from "./movie.ts";

/** Whether a film has tracks that may tell of a flight; its pictures are not read. */
export async function findTelemetry(source: ByteSource): Promise<Movie | undefined> {
  const found = await findMovie(source);
  const movie = found && readMovie(found);
  return movie?.tracks.some(isTelemetry) ? movie : findDamaged(source, movie);
}

/** Going through all of a video larger than this needs a good reason. */
export const smallVideo = 64 * 1024 * 1024;

/** A video that was never finished, or whose boxes are damaged and lead nowhere. */
async function findDamaged(
  source: ByteSource,
  movie: Movie | undefined,
): Promise<Movie | undefined> {
  const hasFrames = namesFrames(await source.read(0, headLength));
  if (!hasFrames && (movie || source.size > smallVideo)) return undefined;
  const found = movie ?? (await searchMovie(source).then((one) => one && readMovie(one)));
  if (found?.tracks.some(isTelemetry)) return found;
  return hasFrames ? { ...(found ?? noMovie), tracks: [] } : undefined;
}

function isTelemetry(track: Track): boolean {
  return isFrames(track) || isCaptions(track) || isPrivate(track);
}

export function isFrames({ format }: Track): boolean {
  return format === "djmd";
}

const textFormats = ["tx3g", "text", "sbtl"];

export function isCaptions({ format }: Track): boolean {
  return textFormats.includes(format);
}

/** Older aircraft have samples that nobody has described; the newest have more for the maker's eyes. */
export function isPrivate({ format, handler }: Track): boolean {
  return format === "priv" && handler.includes("DJI");
}
