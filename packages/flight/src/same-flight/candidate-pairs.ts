import { clockMs, mostZoneMs, zoneStepMs } from "./judge-pair.ts";
import type { Seen } from "./sighting.ts";

type Visit = (one: Seen, other: Seen) => void;

/** Of more that lie this close together in an order, the nearest are compared. */
const mostNeighbours = 64;

/**
 * Visits every pair that has a chance: few a flight, found by sorting, so that it takes n log n. A
 * pair may be visited more than once. The order in which sightings come makes no difference.
 */
export function visitCandidates(all: readonly Seen[], visit: Visit): void {
  // In order of their starts; whatever is grouped from here on stays in it.
  const timed = sortBy(
    all.filter(({ startMs }) => !Number.isNaN(startMs)),
    ({ startMs }) => startMs,
  );
  for (const own of Map.groupBy(timed, ({ serial }) => serial).entries())
    if (own[0] !== "") meetInTime(own[1], visit);
  startTogether(timed, visit);
  startAQuarterApart(timed, visit);
  for (const here of inCells(timed)) meetInTime(here, visit);
  if (timed.length < all.length) flyAsFar(all, visit);
}

function sortBy(all: readonly Seen[], key: (seen: Seen) => number): readonly Seen[] {
  return [...all].sort((a, b) => key(a) - key(b) || (a.sighting.id < b.sighting.id ? -1 : 1));
}

type Near = (one: Seen, other: Seen) => boolean;

/** Each with those behind it in the order, as long as they are near. */
function sweep(sorted: readonly Seen[], isNear: Near, visit: Visit): void {
  for (const [at, one] of sorted.entries())
    for (let next = at + 1; next < sorted.length && next - at <= mostNeighbours; next += 1) {
      const other = sorted[next] as Seen; // below the length
      if (!isNear(one, other)) break;
      visit(one, other);
    }
}

/** Films and clocks of another zone are looked for as far as zones go. */
function meetInTime(own: readonly Seen[], visit: Visit): void {
  if (own.length < 2) return;
  const slackMs = (isOpen: boolean) => (isOpen ? mostZoneMs : clockMs);
  const mostMs = slackMs(own.some(({ isZoneOpen }) => isZoneOpen));
  const isWithin = (one: Seen, other: Seen, ms: number) => other.startMs <= one.endMs + ms;
  sweep(
    own,
    (one, other) => isWithin(one, other, mostMs),
    (one, other) => {
      if (isWithin(one, other, slackMs(one.isZoneOpen || other.isZoneOpen))) visit(one, other);
    },
  );
}

function startTogether(timed: readonly Seen[], visit: Visit): void {
  sweep(timed, (one, other) => other.startMs - one.startMs <= clockMs, visit);
}

/** Starts that differ by quarters of an hour, and by no more than zones do. */
function startAQuarterApart(timed: readonly Seen[], visit: Visit): void {
  const inZone = Map.groupBy(timed, ({ startMs }) => Math.floor(startMs / mostZoneMs));
  for (const [number, own] of inZone) {
    const reachable = [...own, ...(inZone.get(number + 1) ?? [])];
    if (!reachable.some(({ isZoneOpen }) => isZoneOpen)) continue;
    // Twice, half a step apart, so that none is parted from its like by the end of the step.
    for (const from of [0, zoneStepMs / 2]) {
      const restOf = ({ startMs }: Seen) => (startMs + from) % zoneStepMs;
      const isNear: Near = (one, other) => restOf(other) - restOf(one) <= clockMs;
      sweep(sortBy(reachable, restOf), isNear, visit);
    }
  }
}

const cellDegrees = 0.1;

/** Four grids half a cell apart: whoever is within half a cell of another shares a cell with it. */
function* inCells(timed: readonly Seen[]): Iterable<readonly Seen[]> {
  const placed = timed.filter(({ latitude }) => !Number.isNaN(latitude));
  for (const north of [0, 0.5])
    for (const east of [0, 0.5])
      yield* Map.groupBy(placed, ({ latitude, longitude }) => {
        const row = Math.floor(latitude / cellDegrees + north);
        return row * 10_000 + Math.floor(longitude / cellDegrees + east);
      }).values();
}

const asFar = 1.01;

/** A track without times is compared with whoever was about as far from home. */
function flyAsFar(all: readonly Seen[], visit: Visit): void {
  const rangeOf = ({ sighting }: Seen) => sighting.maxRangeMeters ?? 0;
  const ranged = all.filter((seen) => rangeOf(seen) > 0);
  const isNear: Near = (one, other) => rangeOf(other) <= rangeOf(one) * asFar;
  for (const here of inCells(ranged))
    if (here.some(({ startMs }) => Number.isNaN(startMs)))
      sweep(sortBy(here, rangeOf), isNear, (one, other) => {
        if (Number.isNaN(one.startMs) || Number.isNaN(other.startMs)) visit(one, other);
      });
}
