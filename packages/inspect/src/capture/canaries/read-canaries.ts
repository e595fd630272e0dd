import {
  hashPatterns,
  positionPatterns,
  textPatterns,
  type Canary,
  type Pattern,
  type Position,
} from "./patterns.ts";
import type { Track } from "./track.ts";

/** What is searched for. */
export type Sought = { readonly patterns: readonly Pattern[]; readonly tracks: readonly Track[] };

const mostDepth = 12;

/**
 * Canaries of a file: any JSON that tells of flights or media (as `homepoint flights --json` and
 * `homepoint read --json` give) or of tracks (GeoJSON, RFC 7946), or a text with one a line.
 */
export function readCanaries(text: string): Sought {
  const given = parseJson(text);
  const patterns = given === undefined ? text.split(/\r?\n/).flatMap(linePatterns) : walk(given, 0);
  return { patterns: inTurn(distinctPatterns(patterns)), tracks: [...tracksIn(given, 0)] };
}

export function joinSought(all: readonly Sought[]): Sought {
  return {
    patterns: distinctPatterns(all.flatMap(({ patterns }) => patterns)),
    tracks: all.flatMap(({ tracks }) => tracks),
  };
}

export function isNothing({ patterns, tracks }: Sought): boolean {
  return patterns.length === 0 && tracks.length === 0;
}

/** Each way of writing once. */
function distinctPatterns(patterns: readonly Pattern[]): readonly Pattern[] {
  const seen = new Set<string>();
  return patterns.filter(({ bytes, writing }) => {
    const key = `${writing} ${bytes.join()}`;
    return !seen.has(key) && Boolean(seen.add(key));
  });
}

/** The first way of writing of each, then the second: what is left out at the end is the rarest. */
function inTurn(patterns: readonly Pattern[]): readonly Pattern[] {
  const seen = new Map<Canary, number>();
  return patterns
    .map((pattern) => {
      const turn = seen.get(pattern.canary) ?? 0;
      seen.set(pattern.canary, turn + 1);
      return { pattern, turn };
    })
    .toSorted((a, b) => a.turn - b.turn)
    .map(({ pattern }) => pattern);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // a text, then
  }
}

function linePatterns(line: string): readonly Pattern[] {
  const text = line.trim();
  const pair = /^([+-]?\d{1,3}\.\d+)[,;\s]\s*([+-]?\d{1,3}\.\d+)$/.exec(text);
  if (pair) {
    const position = { latitude: Number(pair[1]), longitude: Number(pair[2]) };
    return positionPatterns({ kind: "position", label: text }, position);
  }
  return wordPatterns("text", text);
}

function wordPatterns(kind: Canary["kind"], text: string): readonly Pattern[] {
  const isHash = /^[0-9a-f]{32}$|^[0-9a-f]{40}$|^[0-9a-f]{64}$/i.test(text);
  return isHash
    ? hashPatterns({ kind: "hash", label: text }, text)
    : textPatterns({ kind, label: text }, text);
}

/** Keys whose texts are canaries, by what they end in. */
const keyKinds: readonly (readonly [pattern: RegExp, kind: Canary["kind"]])[] = [
  [/serials?$|serialNumbers?$|^sn$/i, "serial"],
  [/^names?$|Name$|^title$|^pilot$|^file$|^texts?$|^canar(y|ies)$/i, "name"],
  [/sha256$|^md5$|^hash(es)?$|^digest$|^object(Id)?$/i, "hash"],
];

/** What a reader says of a log, not what is in it: names of series are no secrets. */
const stepped: ReadonlySet<string> = new Set([
  "series",
  "moments",
  "parameters",
  "properties",
  "counts",
  "damage",
  "images",
  "keyRequests",
]);

function walk(value: unknown, depth: number, kind?: Canary["kind"]): readonly Pattern[] {
  if (depth > mostDepth) return [];
  if (typeof value === "string") return kind ? wordPatterns(kind, value) : [];
  if (Array.isArray(value)) return value.flatMap((each) => walk(each, depth + 1, kind));
  if (typeof value !== "object" || value === null) return [];
  const found = Object.entries(value).flatMap(([key, each]) => {
    if (stepped.has(key)) return [];
    const next = keyKinds.find(([pattern]) => pattern.test(key))?.[1];
    return walk(each, depth + 1, next);
  });
  return [...placePatterns(value), ...found];
}

function placePatterns(value: object): readonly Pattern[] {
  const number = (...names: readonly string[]) =>
    names
      .map((name) => Reflect.get(value, name) as unknown)
      .find((each) => typeof each === "number");
  const [latitude, longitude] = [number("latitude", "lat"), number("longitude", "lon", "lng")];
  if (latitude === undefined || longitude === undefined) return [];
  const position = { latitude, longitude };
  const label = `${latitude}, ${longitude}`;
  return positionPatterns({ kind: "position", label }, position);
}

/** Lines of GeoJSON, wherever they stand. */
function* tracksIn(value: unknown, depth: number): Iterable<Track> {
  if (depth > mostDepth || typeof value !== "object" || value === null) return;
  const { type, coordinates } = value as { type?: unknown; coordinates?: unknown };
  const lines = type === "LineString" ? [coordinates] : type === "MultiLineString" && coordinates;
  if (!Array.isArray(lines)) {
    for (const each of Object.values(value)) yield* tracksIn(each, depth + 1);
    return;
  }
  for (const line of lines as readonly unknown[]) {
    const positions = Array.isArray(line) ? line.flatMap(positionIn) : [];
    const [first] = positions;
    if (!first || positions.length < 2) continue;
    const label = `${first.latitude}, ${first.longitude} and on`;
    yield { canary: { kind: "position", label }, positions };
  }
}

/** RFC 7946 §3.1.1: longitude first. */
function positionIn(given: unknown): readonly Position[] {
  const [longitude, latitude] = Array.isArray(given) ? (given as readonly unknown[]) : [];
  return typeof latitude === "number" && typeof longitude === "number"
    ? [{ latitude, longitude }]
    : [];
}
