import type { BlockPlace } from "./block.ts";
import type { LevelEntry, Overview, TableEntry } from "./directory.ts";

/** Levels that were counted from their own beginning stand so many bytes further on. */
export function moveLevels(entry: TableEntry, by: number): TableEntry {
  const move = <Part extends { readonly levels?: readonly LevelEntry[] }>(part: Part): Part =>
    part.levels ? { ...part, levels: part.levels.map((level) => moveLevel(level, by)) } : part;
  return { ...entry, times: move(entry.times), series: entry.series.map(move) };
}

function moveLevel({ min, max }: LevelEntry, by: number): LevelEntry {
  return { min: moveAll(min, by), max: moveAll(max, by) };
}

/** The same of an overview. */
export function moveOverview({ track, buckets }: Overview, by: number): Overview {
  return {
    ...(track && { track: moveTable(track, by) }),
    buckets: buckets.map((entry) => ({
      ...entry,
      times: moved(entry.times, by),
      series: entry.series.map(({ series, min, max }) => ({
        series,
        min: moved(min, by),
        max: moved(max, by),
      })),
    })),
  };
}

function moveTable(entry: TableEntry, by: number): TableEntry {
  return {
    ...entry,
    times: { ...entry.times, blocks: moveAll(entry.times.blocks, by) },
    series: entry.series.map((one) => ({ ...one, blocks: moveAll(one.blocks, by) })),
  };
}

function moveAll(places: readonly BlockPlace[], by: number): readonly BlockPlace[] {
  return places.map((place) => moved(place, by));
}

/** A constant has no place. */
function moved(place: BlockPlace, by: number): BlockPlace {
  if (place.length === 2) return place;
  const [codec, offset, length, divisor] = place;
  return divisor === undefined
    ? [codec, offset + by, length]
    : [codec, offset + by, length, divisor];
}
