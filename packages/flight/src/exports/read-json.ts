import type { Damage, Flight, FlightImage, Moment, Position } from "../flight.ts";
import type { OpenLog } from "../flight-reader.ts";
import type { FlightSummary } from "../summary/flight-summary.ts";
import { isMissing, type Series } from "../table.ts";
import { decodeFlight, type Exported } from "./samples.ts";

/** A flight as `homepoint read --json` prints it: what is unknown is null. */
export type ReadJson = {
  readonly format: string;
  readonly formatVersion: number | null;
  readonly needsKeys: boolean;
  readonly aircraft: Readonly<Record<"maker" | "model" | "name" | "serial", string | null>>;
  readonly startedAt: string | null;
  readonly durationSeconds: number | null;
  readonly distanceMeters: number | null;
  readonly maxHeightMeters: number | null;
  readonly maxSpeedMetersPerSecond: number | null;
  readonly takeoff: Position | null;
  readonly rows: number;
  readonly series: readonly SeriesJson[];
  readonly moments: readonly Moment[];
  readonly images: readonly FlightImage[];
  readonly damage: readonly Damage[];
  readonly summary: FlightSummary;
  readonly counts: Flight["counts"];
  readonly keyRequests: Flight["keyRequests"];
  /** Of logs that hold them. */
  readonly parameters?: Flight["parameters"];
  readonly properties?: Flight["properties"];
};

export type SeriesJson = {
  readonly name: string | null;
  readonly source: string;
  /** Tells apart series of one source: the second battery. */
  readonly instance: number;
  readonly unit: string;
  /** Rows in which it says something. */
  readonly count: number;
};

/** One object for a log of one flight; for any other, a list of them under `flights`. */
export function toReadJson(log: OpenLog): ReadJson | { readonly flights: readonly ReadJson[] } {
  const flights = [...log.flights.keys()].flatMap((number) => {
    const decoded = decodeFlight(log, number);
    return decoded ? [readJson(decoded)] : [];
  });
  const [only] = flights;
  return only && flights.length === 1 ? only : { flights };
}

function readJson({ flight, tables, summary }: Exported): ReadJson {
  const { maker, model, name, serial } = flight.aircraft;
  return {
    format: flight.format,
    formatVersion: flight.formatVersion ?? null,
    needsKeys: flight.needsKeys,
    aircraft: {
      maker: maker ?? null,
      model: model ?? null,
      name: name ?? null,
      serial: serial ?? null,
    },
    startedAt: summary.startedAt ?? null,
    durationSeconds: summary.durationSeconds ?? null,
    distanceMeters: summary.distanceMeters ?? null,
    maxHeightMeters: summary.maxHeightMeters ?? null,
    maxSpeedMetersPerSecond: summary.maxSpeedMetersPerSecond ?? null,
    takeoff: summary.takeoff ?? null,
    rows: summary.rows,
    series: tables.flatMap(({ instance, series }) =>
      series.map((one) => seriesJson(one, instance)),
    ),
    moments: flight.moments,
    images: flight.images,
    damage: flight.damage,
    summary,
    counts: flight.counts,
    keyRequests: flight.keyRequests,
    ...(flight.parameters && { parameters: flight.parameters }),
    ...(flight.properties && { properties: flight.properties }),
  };
}

function seriesJson(series: Series, instance: number): SeriesJson {
  const { source, unit, values } = series;
  let count = 0;
  for (let row = 0; row < values.length; row += 1)
    if (!isMissing(series, values[row] as number | bigint)) count += 1; // below the length
  return { name: series.name ?? null, source, instance, unit, count };
}
