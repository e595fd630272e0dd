import type { Flight } from "../../flight.ts";
import type { OpenLog } from "../../flight-reader.ts";
import type { KeyChain } from "../../key-chains.ts";
import type { Table } from "../../table.ts";
import { clockRows, type Clocked } from "./clock.ts";
import { decodeSeries } from "./decode-series.ts";
import { deriveOsd } from "./derive-osd.ts";
import { withoutBoth } from "./dual-batteries.ts";
import { featurePointsOf, plaintext } from "./feature-points.ts";
import { describeFlight } from "./flight.ts";
import { rowsInFile, startsOf } from "./group-rows.ts";
import { openRows, rowsOpened, type OpenedRows } from "./open-rows.ts";
import { kinds } from "./row-kinds.ts";
import type { Rows } from "./rows.ts";
import type { Scan } from "./scan.ts";
import { partsOf, tableKinds } from "./tables.ts";
import { samplesAt, sampleTimes, timesOf, type SampleTimes } from "./time-rows.ts";

/**
 * One flight record, its rows found and opened; a table is decoded when it is first taken, and what
 * happened is looked for when it is first asked.
 */
export class DjiTxtLog implements OpenLog {
  readonly #scan: Scan;
  readonly #opened: OpenedRows | undefined;
  readonly #points: Uint8Array;
  readonly #clocked: Clocked;
  readonly #samples: SampleTimes;
  #flights: readonly Flight[] | undefined;
  readonly #decoded = new Map<number, readonly Table[]>();

  static async open(scan: Scan, keys: KeyChain): Promise<DjiTxtLog> {
    return new DjiTxtLog(scan, scan.aux ? await openRows(scan, keys) : undefined);
  }

  private constructor(scan: Scan, opened: OpenedRows | undefined) {
    this.#scan = scan;
    this.#opened = opened;
    this.#points = featurePointsOf(scan.version);
    const osd = this.#decode(kinds.osd);
    const custom = this.#decode(kinds.custom);
    this.#clocked = readClock(scan, osd[0], custom[0]);
    this.#samples = sampleTimes(startsOf(scan.grouped, kinds.osd), this.#clocked.times);
    this.#decoded.set(kinds.custom, this.#date(custom));
    this.#decoded.set(
      kinds.osd,
      this.#date(osd).map((table) => this.#withDerived(table)),
    );
  }

  get flights(): readonly Flight[] {
    this.#flights ??= [
      describeFlight({
        scan: this.#scan,
        clocked: this.#clocked,
        closed: this.#opened?.closed ?? new Set(),
        rowsOf: (kind) => this.#rowsOf(kind),
        tablesOf: (kind) => this.#tablesOf(kind),
        samples: this.#samples,
      }),
    ];
    return this.#flights;
  }

  *tables(flight: number): Iterable<Table> {
    if (flight !== 0) return;
    for (const kind of tableKinds) yield* this.#tablesOf(kind);
  }

  #rowsOf(kind: number): Rows {
    return this.#opened && this.#points[kind] !== plaintext
      ? rowsOpened(this.#opened, kind)
      : rowsInFile(this.#scan, kind);
  }

  #tablesOf(kind: number): readonly Table[] {
    const known = this.#decoded.get(kind);
    if (known) return known;
    const dated = this.#date(this.#decode(kind));
    const tables = kind === kinds.batteryGroup ? withoutBoth(dated, this.#droneType()) : dated;
    this.#decoded.set(kind, tables);
    return tables;
  }

  #decode(kind: number): readonly Undated[] {
    return partsOf(kind, this.#rowsOf(kind)).map(({ layout, instance, rows, lengths }) => ({
      name: layout.name,
      instance,
      places: rows.places,
      series: decodeSeries(layout, rows, lengths),
    }));
  }

  /** Tables whose rows stand at the same places share their times. */
  #date(undated: readonly Undated[]): readonly Table[] {
    let last: { readonly places: Uint32Array; readonly times: Float64Array } | undefined;
    return undated.map(({ name, instance, places, series }) => {
      if (!last || !isSame(places, last.places))
        last = { places, times: timesOf(places, this.#samples) };
      return { name, instance, times: last.times, series };
    });
  }

  #droneType(): number | undefined {
    const [osd] = this.#tablesOf(kinds.osd);
    const type = osd?.series.find(({ source }) => source === "OSD.droneType")?.values.at(-1);
    return type === undefined ? undefined : Number(type);
  }

  #withDerived(osd: Table): Table {
    const [home] = this.#tablesOf(kinds.home);
    return { ...osd, series: [...osd.series, ...deriveOsd(osd, home)] };
  }
}

/** A table whose times are still to come: the clock is read from some of them. */
type Undated = Omit<Table, "times"> & { readonly places: Uint32Array };

function isSame(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}

/** Times every OSD row, those that stay closed included, by the rows that can be read. */
function readClock(
  { details, grouped }: Scan,
  osd: Undated | undefined,
  custom: Undated | undefined,
): Clocked {
  const places = startsOf(grouped, kinds.osd);
  const ms = (valuesOf(custom, "CUSTOM.updateTimestamp") ?? []) as ArrayLike<number>; // f64
  return clockRows({
    flyTimes: osd && flyTimesOf(osd, places),
    samples: places.length,
    wall: { samples: samplesAt(custom?.places ?? new Uint32Array(), places), ms },
    statedMs: details?.startedAtMs,
  });
}

/** Flight time by OSD row of the file; 0 for those that stay closed. */
function flyTimesOf(osd: Undated, places: Uint32Array): Uint16Array {
  const column = valuesOf(osd, "OSD.flyTime");
  if (column instanceof Uint16Array && column.length === places.length) return column;
  const flyTimes = new Uint16Array(places.length);
  for (const [row, sample] of samplesAt(osd.places, places).entries())
    flyTimes[sample] = Number(column?.[row] ?? 0);
  return flyTimes;
}

function valuesOf(table: Undated | undefined, source: string) {
  return table?.series.find((series) => series.source === source)?.values;
}
