import type { Clock, Damage, Flight, Moment, Position, Property } from "../../flight.ts";
import type { Table } from "../../table.ts";
import { isPlace } from "../dji-srt/fields.ts";
import type { Clip } from "./clip.ts";
import type { Film } from "./film.ts";
import type { Movie } from "./movie.ts";

/** Tables of a film, each with rows. Times of its subtitles count from its first sample too. */
export function tablesOf({ frames, captions }: Film): readonly Table[] {
  const tables = frames.map(({ table }, instance) => ({ ...table, instance }));
  return [...tables, ...(captions ? [captions.table] : [])].filter(({ times }) => times.length > 0);
}

export function toFlight(film: Film): Flight {
  const { movie } = film;
  const tables = tablesOf(film);
  const clip = film.frames[0]?.clip;
  return {
    format: "dji-mp4",
    needsKeys: false,
    keyRequests: [],
    ...startOf(film),
    ...identityOf(movie, clip),
    batteries: [],
    stated: { durationSeconds: movie.durationSeconds, position: positionOf(movie) },
    images: movie.pictures,
    counts: countsOf(tables),
    positionKind: positionKindOf(tables),
    moments: momentsOf(tables, film),
    damage: damageOf(film),
    properties: propertiesOf(film),
  };
}

type Start = { readonly startedAt?: string; readonly clock: Clock };

/**
 * The satellites' time, else the aircraft's as it was set, which cameras with `djmd` write in UTC. The
 * older ones that write subtitles alone have the time of the place, in both.
 */
function startOf({ frames, captions, movie }: Film): Start {
  const gps = frames[0]?.gpsStart;
  if (gps) return { startedAt: iso(gps.ms - gps.seconds * 1000), clock: "gps" };
  const { createdMs } = movie;
  if (frames.length > 0)
    return createdMs === undefined
      ? { clock: "unknown" }
      : { startedAt: iso(createdMs), clock: "aircraft" };
  const ms = captions?.startMs ?? createdMs;
  return ms === undefined
    ? { clock: "unknown" }
    : { startedAt: iso(ms).slice(0, -1), clock: "camera" }; // no zone: no Z
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** A camera that is carried by hand is no aircraft. */
function identityOf({ notes, category }: Movie, clip: Clip | undefined) {
  const { model, serial, cameraSerial, protocol } = clip ?? {};
  const isHandheld = protocol?.isHandheld === true;
  const camera = {
    model: isHandheld ? model : (/model_name: ?([\w-]+)/.exec(category)?.[1] ?? notes.get("mdl")),
    serial: isHandheld ? serial : (cameraSerial ?? notes.get("csn")),
  };
  return {
    aircraft: isHandheld ? { maker: "DJI" } : { maker: "DJI", model, serial },
    ...((camera.model ?? camera.serial) !== undefined && { camera }),
  };
}

/** ISO 6709, `+40.7922-073.9584+050.000/`. */
function positionOf({ notes }: Movie): Position | undefined {
  const [, latitude, longitude] =
    /^([+-]\d+(?:\.\d+)?)([+-]\d+(?:\.\d+)?)/.exec(notes.get("xyz") ?? "") ?? [];
  const position = { latitude: Number(latitude), longitude: Number(longitude) };
  return isPlace(position.latitude, position.longitude) ? position : undefined;
}

function countsOf(tables: readonly Table[]) {
  const counts: Record<string, number> = {};
  for (const { name, times } of tables) counts[name] = (counts[name] ?? 0) + times.length;
  return counts;
}

/** Where no table has positions, a kind that has no rows. */
function positionKindOf(tables: readonly Table[]): string {
  const holds = ({ series }: Table) => series.some(({ name }) => name === "latitude");
  return tables.find(holds)?.name ?? "none";
}

/** One film, from its first sample to its last. */
function momentsOf(tables: readonly Table[], { captions, frames }: Film): readonly Moment[] {
  if (frames.length === 0 && captions) return captions.films;
  const until = Math.max(0, ...tables.map(({ times }) => times.at(-1) ?? 0));
  return tables.length > 0 ? [{ at: 0, until, kind: "video", level: "note", text: "" }] : [];
}

function damageOf({ frames, captions, damage }: Film): readonly Damage[] {
  const all = [...damage, ...frames.flatMap((one) => one.damage), ...(captions?.damage ?? [])];
  return all.sort((a, b) => a.offset - b.offset);
}

/** Names as the maker's definitions have them; what the file does not state is not there. */
function propertiesOf({ movie, frames, unread }: Film): readonly Property[] {
  const clips = frames.flatMap(({ clip }) => [
    { name: "proto_file_name", value: clip.protocolName },
    { name: "protocol known", value: clip.known },
    { name: "library_proto_version", value: clip.libraryVersion ?? "" },
    { name: "product_firmware_version", value: clip.firmware ?? "" },
  ]);
  const others = unread.map(({ handler }) => ({ name: "track not read", value: handler }));
  const notes = [...movie.notes].map(([name, value]) => ({ name: `\u00a9${name}`, value }));
  return [...clips, ...others, ...notes.filter(({ name }) => shown.includes(name))].filter(
    ({ value }) => value !== "",
  );
}

/** Speeds when the film began, and angles of the aircraft and of the camera. */
const shown = ["xsp", "ysp", "zsp", "fpt", "fyw", "frl", "gpt", "gyw", "grl"].map(
  (name) => `\u00a9${name}`,
);
