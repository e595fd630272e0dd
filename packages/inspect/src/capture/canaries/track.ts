import type { Canary, Position } from "./patterns.ts";

/** A way that was flown, of places in the order of time. */
export type Track = { readonly canary: Canary; readonly positions: readonly Position[] };

const cellsPerDegree = 1e4;
const rowCells = 2 ** 22;
/** Places further apart are not taken to be joined: 550 m. */
const mostCellsBetween = 50;
const mostCells = 1 << 20;

/** What lies on tracks, in cells of a ten thousandth of a degree, eleven metres. */
export class TrackCells {
  readonly #cells = new Map<number, Canary>();
  #south = 90;
  #north = -90;
  #west = 180;
  #east = -180;
  /** Tracks, or ends of some, that there was no room for. */
  left = 0;

  constructor(tracks: readonly Track[]) {
    for (const { canary, positions } of tracks) {
      let before: Position | undefined;
      for (const position of positions) {
        if (!isPlace(position)) continue;
        this.#widen(position);
        for (const place of stepsBetween(before ?? position, position)) this.#put(place, canary);
        before = position;
        if (this.#cells.size < mostCells) continue;
        this.left += 1;
        break;
      }
    }
  }

  /** The track that passes here or in a cell beside, whatever the signs. */
  at(latitude: number, longitude: number): Canary | undefined {
    const [row, column] = [cellOf(latitude), cellOf(longitude)];
    if (!(row >= 0 && row <= 90 * cellsPerDegree && column <= 180 * cellsPerDegree))
      return undefined;
    for (let near = row - 1; near <= row + 1; near += 1)
      for (let beside = column - 1; beside <= column + 1; beside += 1) {
        const canary = this.#cells.get(near * rowCells + beside);
        if (canary) return canary;
      }
    return undefined;
  }

  /** As `at`, with the signs. */
  atSigned(latitude: number, longitude: number): Canary | undefined {
    const isWithin =
      latitude >= this.#south &&
      latitude <= this.#north &&
      longitude >= this.#west &&
      longitude <= this.#east;
    return isWithin ? this.at(latitude, longitude) : undefined;
  }

  #put({ latitude, longitude }: Position, canary: Canary): void {
    const cell = cellOf(latitude) * rowCells + cellOf(longitude);
    if (!this.#cells.has(cell)) this.#cells.set(cell, canary);
  }

  #widen({ latitude, longitude }: Position): void {
    const margin = 1 / cellsPerDegree;
    this.#south = Math.min(this.#south, latitude - margin);
    this.#north = Math.max(this.#north, latitude + margin);
    this.#west = Math.min(this.#west, longitude - margin);
    this.#east = Math.max(this.#east, longitude + margin);
  }
}

/** Where there is no fix, many programs write zeros. */
export function isPlace({ latitude, longitude }: Position): boolean {
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isOnEarth && (Math.abs(latitude) > 1e-3 || Math.abs(longitude) > 1e-3);
}

function cellOf(degrees: number): number {
  return Math.floor(Math.abs(degrees) * cellsPerDegree);
}

function* stepsBetween(from: Position, to: Position): Iterable<Position> {
  const north = to.latitude - from.latitude;
  const east = to.longitude - from.longitude;
  const steps = Math.ceil(Math.max(Math.abs(north), Math.abs(east)) * cellsPerDegree);
  if (steps <= mostCellsBetween)
    for (let step = 1; step < steps; step += 1)
      yield {
        latitude: from.latitude + (north * step) / steps,
        longitude: from.longitude + (east * step) / steps,
      };
  yield to;
}
