import type { Flight } from "../flight.ts";
import type { FlightSummary } from "../summary/flight-summary.ts";
import type { Labels } from "../table.ts";
import type { BlockPlace, Spelled } from "./block.ts";

/** Columns §6: what a file holds, and where. Plain JSON. */
export type Directory = {
  readonly flight: Flight;
  readonly summary: FlightSummary;
  /** Labels that series share, by number. */
  readonly labels: readonly Labels[];
  readonly tables: readonly TableEntry[];
  readonly overview: Overview;
};

export type TableEntry = {
  readonly name: string;
  readonly instance: number;
  readonly rows: number;
  readonly times: TimesEntry;
  readonly series: readonly SeriesEntry[];
};

export type TimesEntry = {
  readonly blocks: readonly BlockPlace[];
  /** First and last time of each block. */
  readonly spans: readonly (readonly [first: number, last: number])[];
  readonly levels?: readonly LevelEntry[];
};

export type SeriesEntry = {
  readonly source: string;
  readonly name?: string;
  /** Without one: `1`. */
  readonly unit?: string;
  readonly type: string;
  /** Without one: 1. */
  readonly scale?: Spelled;
  /** Without one: 0. */
  readonly offset?: Spelled;
  readonly missing?: Spelled;
  /** A number of `labels`. */
  readonly labels?: number;
  readonly derived?: true;
  readonly blocks: readonly BlockPlace[];
  readonly levels?: readonly LevelEntry[];
};

/** One level: buckets in blocks like rows. */
export type LevelEntry = {
  readonly min: readonly BlockPlace[];
  readonly max: readonly BlockPlace[];
};

/** Columns §7: what the first chart and the map need. */
export type Overview = {
  /** At most 2,048 points of the track, as a table of named series. */
  readonly track?: TableEntry;
  readonly buckets: readonly BucketsEntry[];
};

/** At most 512 buckets of each named series of a table. */
export type BucketsEntry = {
  /** Number of the table. */
  readonly table: number;
  readonly rowsPerBucket: number;
  /** First time of each bucket. */
  readonly times: BlockPlace;
  readonly series: readonly {
    /** Number of the series in its table. */
    readonly series: number;
    readonly min: BlockPlace;
    readonly max: BlockPlace;
  }[];
};

/** The trailer, Columns §2: 32 bytes at the end of the file. */
export const trailerLength = 32;
export const version = 1;
export const magic = Uint8Array.of(0x89, 0x48, 0x50, 0x43, 0x4f, 0x4c, 0x0d, 0x0a);
