import type { Flight, Moment } from "../../flight.ts";
import type { OpenLog } from "../../flight-reader.ts";
import type { Table } from "../../table.ts";
import { describeFlight } from "./flight.ts";
import type { Scan } from "./scan.ts";
import { decodeTable, tableTopics } from "./tables.ts";

/** Topics that tell what happened: decoded when the log is opened, and kept. */
const told: ReadonlySet<string> = new Set([
  "vehicle_global_position",
  "vehicle_gps_position",
  "sensor_gps",
  "vehicle_status",
  "vehicle_land_detected",
  "failsafe_flags",
  "battery_status",
  "home_position",
  "camera_capture",
  "camera_trigger",
]);

/** One log, its rows found; most tables are decoded anew each time they are taken. */
export class UlogLog implements OpenLog {
  readonly flights: readonly Flight[];
  readonly #scan: Scan;
  readonly #kept: ReadonlyMap<number, Table>;
  readonly #groundedAt: number | undefined;

  constructor(scan: Scan) {
    this.#scan = scan;
    this.#kept = decodeTold(scan);
    const kept = [...this.#kept.values()].sort((a, b) => a.instance - b.instance);
    const tablesOf = (topic: string) => kept.filter(({ name }) => name === topic);
    const flight = describeFlight(scan, tablesOf);
    this.flights = [flight];
    this.#groundedAt = groundedAt(flight.moments, tablesOf("vehicle_land_detected")[0]);
  }

  *tables(flight: number): Iterable<Table> {
    if (flight !== 0) return;
    for (const place of tableTopics(this.#scan)) {
      const table = this.#kept.get(place) ?? decodeTable(this.#scan, place, this.#groundedAt);
      if (table) yield table;
    }
  }
}

/** Land detectors see a take-off when the aircraft is a little way up. */
const seenAfterSeconds = 2;

/** Until its take-off; from the beginning where it never took off. */
function groundedAt(moments: readonly Moment[], land: Table | undefined): number | undefined {
  const takeoff = moments.find(({ kind }) => kind === "take-off" || kind === "landing");
  if (takeoff?.kind === "take-off") return Math.max(0, takeoff.at - seenAfterSeconds);
  if (takeoff) return undefined;
  const landed = land?.series.find(({ source }) => source === "vehicle_land_detected.landed");
  return landed?.values[0] === 1 ? 0 : undefined;
}

function decodeTold(scan: Scan): ReadonlyMap<number, Table> {
  const tables = new Map<number, Table>();
  for (const [place, { name }] of scan.topics.entries()) {
    const table = told.has(name) ? decodeTable(scan, place) : undefined;
    if (table) tables.set(place, table);
  }
  return tables;
}
