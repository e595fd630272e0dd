import { metersApart, type Role, type Seen } from "./sighting.ts";

/**
 * Why two logs seem to tell of one flight.
 *
 * - `same-aircraft`: one aircraft cannot fly twice at once.
 * - `export`: one is a table or a track that was made of the other, or both of a third: same start,
 *   same length, and as many rows or the same place.
 * - `film`: the film begins while the other flies, where it flies.
 * - `same-place`: both fly at the same time from the same place.
 * - `same-track`: one has no times; the track is as long, as wide, and from the same place.
 */
type SameReason = "same-aircraft" | "export" | "film" | "same-place" | "same-track";

export type Judgement = {
  readonly reason: SameReason;
  readonly confidence: "sure" | "likely";
  /** What is added to the second one's times to bring them to the first one's zone. */
  readonly shiftSeconds: number;
  /** Between starts, once shifted; absent where one has no times. */
  readonly startGapSeconds?: number;
  readonly durationGapSeconds?: number;
  readonly metersApart?: number;
  /** Both have so many rows. */
  readonly sameRows?: number;
};

/** Clocks of two devices that were set by the same source differ by no more. */
export const clockMs = 3000;
/** Zones differ by quarters of an hour, and by no more than a day and two hours; days are told. */
export const zoneStepMs = 900_000;
export const mostZoneMs = 14 * 3_600_000;

const nearMeters = 100;
const farMeters = 5000;
const sameSpotMeters = 5;
/** Fewer rows are equal by chance. */
const fewRows = 50;
/** An export may leave out the rows before the first fix. */
const mostLeftOutMs = 120_000;

/** Compares two sightings; undefined where nothing speaks for one flight, or something against it. */
export function judgePair(one: Seen, other: Seen): Judgement | undefined {
  // Whichever comes first, the answer is the same but for the sign of the shift.
  if (one.sighting.id > other.sighting.id) {
    const judged = judgePair(other, one);
    return judged && { ...judged, shiftSeconds: -judged.shiftSeconds || 0 };
  }
  if (contradict(one, other)) return undefined;
  if (Number.isNaN(one.startMs) || Number.isNaN(other.startMs)) return judgeTracks(one, other);
  for (const shiftMs of shiftsOf(one, other)) {
    const pair = compare(one, other, shiftMs);
    const judged = pair.overlapMs >= 0 ? judgeTimes(pair) : undefined;
    if (judged) return { ...judged, ...measuresOf(pair) };
  }
  return undefined;
}

/** Whether nothing can make these one flight: both from one log, of two aircraft, of two places. */
export function contradict(one: Seen, other: Seen): boolean {
  if (one.sighting.log === other.sighting.log) return true;
  const bothSerials = one.serial !== "" && other.serial !== "";
  if (bothSerials && !isSameSerial(one, other)) return true;
  return metersApart(one, other) > farMeters;
}

/** Whether their times keep them apart, whatever zone their clocks were set to. */
export function neverMeet(one: Seen, other: Seen): boolean {
  if (one.isZoneOpen || other.isZoneOpen) return false;
  return overlapMs(one, other, 0) < 0;
}

/** Some logs keep the beginning of a serial alone. */
function isSameSerial({ serial: one }: Seen, { serial: other }: Seen): boolean {
  if (one === other) return one !== "";
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= 8 && long.startsWith(short);
}

/** No shift first. A log that is whole starts when the other does; a film somewhere within. */
function shiftsOf(one: Seen, other: Seen): readonly number[] {
  if (!one.isZoneOpen && !other.isZoneOpen) return [0];
  const gap = one.startMs - other.startMs;
  const steps = gap / zoneStepMs;
  const isFilm = (one.role === "film") !== (other.role === "film");
  const wanted = isFilm ? [Math.floor(steps), Math.ceil(steps)] : [Math.round(steps)];
  const shifts = wanted.map((step) => step * zoneStepMs).filter((ms) => Math.abs(ms) <= mostZoneMs);
  return [...new Set([0, ...shifts])];
}

/** Milliseconds that both fly; clocks may be off. Below 0 where they do not meet. */
function overlapMs(one: Seen, other: Seen, shiftMs: number): number {
  const from = Math.max(one.startMs, other.startMs + shiftMs);
  const to = Math.min(one.endMs, other.endMs + shiftMs);
  return to - from + clockMs;
}

type Pair = {
  readonly one: Seen;
  readonly other: Seen;
  readonly shiftMs: number;
  readonly overlapMs: number;
  readonly startGapMs: number;
  readonly endGapMs: number;
  readonly durationGapMs: number;
  readonly shorterMs: number;
  readonly longerMs: number;
  readonly meters: number;
  readonly rows: number;
  readonly isSameAircraft: boolean;
};

function compare(one: Seen, other: Seen, shiftMs: number): Pair {
  const durations = [one.endMs - one.startMs, other.endMs - other.startMs] as const;
  const [rows, others] = [one.sighting.rows, other.sighting.rows];
  return {
    one,
    other,
    shiftMs,
    overlapMs: overlapMs(one, other, shiftMs),
    startGapMs: Math.abs(one.startMs - other.startMs - shiftMs),
    endGapMs: Math.abs(one.endMs - other.endMs - shiftMs),
    durationGapMs: Math.abs(durations[0] - durations[1]),
    shorterMs: Math.min(...durations),
    longerMs: Math.max(...durations),
    meters: metersApart(one, other),
    rows: rows === others && rows >= fewRows ? rows : 0,
    isSameAircraft: isSameSerial(one, other),
  };
}

function measuresOf({ shiftMs, startGapMs, durationGapMs, meters, rows }: Pair) {
  return {
    shiftSeconds: shiftMs / 1000,
    startGapSeconds: startGapMs / 1000,
    durationGapSeconds: durationGapMs / 1000,
    ...(Number.isNaN(meters) ? {} : { metersApart: Math.round(meters) }),
    ...(rows > 0 && { sameRows: rows }),
  };
}

type Grounds = Pick<Judgement, "reason" | "confidence">;

const filmless: ReadonlySet<Role> = new Set<Role>(["log", "telemetry", "table", "track"]);
const madeOf: ReadonlySet<Role> = new Set<Role>(["table", "track"]);

function judgeTimes(pair: Pair): Grounds | undefined {
  const { one, other } = pair;
  if (filmless.has(one.role) !== filmless.has(other.role)) return judgeFilm(pair);
  return judgeExport(pair) ?? judgeAircraft(pair) ?? judgePlace(pair);
}

/** The same stretch of time, as an export of a log shows it. */
function isSameSpan(pair: Pair): boolean {
  const { startGapMs, endGapMs, durationGapMs, longerMs, meters, one, other } = pair;
  // What a locked log's header says of its length need not be that of its rows.
  const isStated = one.sighting.needsKeys || other.sighting.needsKeys;
  const mostGapMs = isStated ? Math.max(30_000, longerMs / 5) : Math.max(clockMs, longerMs / 50);
  if (startGapMs <= clockMs && durationGapMs <= mostGapMs) return true;
  if (!isMade(pair)) return false;
  return endGapMs <= clockMs && startGapMs <= mostLeftOutMs && meters <= nearMeters;
}

function isMade({ one, other }: Pair): boolean {
  return madeOf.has(one.role) || madeOf.has(other.role) || one.role === "film";
}

function judgeExport(pair: Pair): Grounds | undefined {
  const { one, other, rows, meters, isSameAircraft, shiftMs, durationGapMs } = pair;
  const isCopy = one.sighting.format === other.sighting.format;
  if (!(isMade(pair) || isCopy) || !isSameSpan(pair)) return undefined;
  // Aircraft that start side by side write logs of one kind, near each other.
  const isNear = meters <= nearMeters && isMade(pair);
  // A shift is a guess: missions that fly by the clock differ by quarters of an hour as well.
  if (shiftMs !== 0) {
    const fits = rows > 0 || (durationGapMs <= clockMs && isNear && isSameAircraft);
    return fits ? { reason: "export", confidence: "likely" } : undefined;
  }
  const grounds = [isNear, isSameAircraft].filter(Boolean).length;
  if (rows === 0 && grounds === 0) return undefined;
  return { reason: "export", confidence: rows > 0 || grounds > 1 ? "sure" : "likely" };
}

function judgeAircraft({ isSameAircraft, shiftMs, ...pair }: Pair): Grounds | undefined {
  if (!isSameAircraft || pair.overlapMs < pair.shorterMs / 2) return undefined;
  if (shiftMs === 0) return { reason: "same-aircraft", confidence: "sure" };
  const fits = pair.startGapMs <= clockMs && pair.durationGapMs <= clockMs;
  return fits ? { reason: "same-aircraft", confidence: "likely" } : undefined;
}

function judgePlace(pair: Pair): Grounds | undefined {
  const { one, other, meters, shiftMs, shorterMs, longerMs } = pair;
  const isOneKind = one.sighting.format === other.sighting.format;
  // Two of one kind may well be two aircraft side by side.
  if (isOneKind || shiftMs !== 0 || !(meters <= nearMeters) || shorterMs === 0) return undefined;
  if (pair.overlapMs < shorterMs * 0.8 || shorterMs < longerMs / 3) return undefined;
  return { reason: "same-place", confidence: "likely" };
}

/** How far from its take-off a flight may have been when the film began. */
function reachOf({ maxRangeMeters, distanceMeters }: Seen["sighting"]): number {
  return nearMeters + 1.1 * (maxRangeMeters ?? (distanceMeters ?? 2000) / 2);
}

function judgeFilm(pair: Pair): Grounds | undefined {
  const { one, other, shiftMs, meters, isSameAircraft, overlapMs: both } = pair;
  const [film, flown] = one.role === "film" ? [one, other] : [other, one];
  const filmMs = film.endMs - film.startMs;
  if (both < filmMs * 0.9 || filmMs > flown.endMs - flown.startMs + 2 * clockMs) return undefined;
  const isHere = meters <= reachOf(flown.sighting);
  if (!isHere && !(isSameAircraft && Number.isNaN(meters))) return undefined;
  return { reason: "film", confidence: shiftMs === 0 ? "sure" : "likely" };
}

/** One of them says where, not when. */
function judgeTracks(one: Seen, other: Seen): Judgement | undefined {
  const [a, b] = [one.sighting, other.sighting];
  const isUntimed = [one, other].some(({ role, startMs }) => role === "track" && !(startMs > 0));
  const meters = metersApart(one, other);
  if (!isUntimed || !(meters <= sameSpotMeters)) return undefined;
  const isAsWide = isClose(a.maxRangeMeters, b.maxRangeMeters, 0.005);
  if (!isAsWide || !isClose(a.distanceMeters, b.distanceMeters, 0.03)) return undefined;
  return {
    reason: "same-track",
    confidence: "likely",
    shiftSeconds: 0,
    metersApart: Math.round(meters),
  };
}

const leastMeters = 20;

function isClose(a: number | null | undefined, b: typeof a, share: number): boolean {
  if (!a || !b || Math.min(a, b) < leastMeters) return false;
  return Math.abs(a - b) <= Math.max(a, b) * share;
}
