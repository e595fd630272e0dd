import type { Flight } from "../../flight.ts";
import type { OpenLog } from "../../flight-reader.ts";
import type { KeyChain } from "../../key-chains.ts";
import type { Table } from "../../table.ts";
import { clockRows, type Clocked } from "./clock.ts";
import { decodeTable } from "./decode-table.ts";
import { deriveOsd } from "./derive-osd.ts";
import { featurePointsOf, plaintext } from "./feature-points.ts";
import { describeFlight } from "./flight.ts";
import { rowsInFile, startsOf } from "./group-rows.ts";
import { openRows, rowsOpened, type OpenedRows } from "./open-rows.ts";
import { kinds } from "./row-kinds.ts";
import type { Rows } from "./rows.ts";
import type { Scan } from "./scan.ts";
import type { Part } from "./split-rows.ts";
import { partsOf, tableKinds } from "./tables.ts";
import { samplesAt, timeRows, type SampleTimes } from "./time-rows.ts";

/** One flight record, its rows found and opened; a table is decoded when it is first taken. */
export class DjiTxtLog implements OpenLog {
  readonly flights: readonly Flight[];
  readonly #scan: Scan;
  readonly #opened: OpenedRows | undefined;
  readonly #points: Uint8Array;
  readonly #samples: SampleTimes;
  readonly #decoded = new Map<number, readonly Table[]>();

  static async open(scan: Scan, keys: KeyChain): Promise<DjiTxtLog> {
    return new DjiTxtLog(scan, scan.aux ? await openRows(scan, keys) : undefined);
  }

  private constructor(scan: Scan, opened: OpenedRows | undefined) {
    this.#scan = scan;
    this.#opened = opened;
    this.#points = featurePointsOf(scan.version);
    const undated = [kinds.osd, kinds.custom].map((kind) => this.#decode(kind));
    const [osd, custom] = undated as [Undated, Undated]; // one for each
    const clocked = readClock(scan, osd[0], custom[0]);
    this.#samples = { places: startsOf(scan.grouped, kinds.osd), times: clocked.times };
    this.#decoded.set(
      kinds.custom,
      custom.map((one) => this.#date(one)),
    );
    this.#decoded.set(
      kinds.osd,
      osd.map((one) => this.#withDerived(this.#date(one))),
    );
    this.flights = [
      describeFlight({
        scan,
        clocked,
        closed: opened?.closed ?? new Set(),
        rowsOf: (kind) => this.#rowsOf(kind),
        tablesOf: (kind) => this.#tablesOf(kind),
        samples: this.#samples,
      }),
    ];
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
    const tables = this.#decode(kind).map((undated) => this.#date(undated));
    this.#decoded.set(kind, tables);
    return tables;
  }

  #decode(kind: number): Undated {
    return partsOf(kind, this.#rowsOf(kind)).map((part) => ({
      part,
      table: decodeTable(part.layout, part.rows, part.instance),
    }));
  }

  #date({ part, table }: Undated[number]): Table {
    timeRows(table.times, part.rows.places, this.#samples);
    return table;
  }

  #withDerived(osd: Table): Table {
    const [home] = this.#tablesOf(kinds.home);
    return { ...osd, series: [...osd.series, ...deriveOsd(osd, home)] };
  }
}

/** Tables of a kind, their times still to be filled in. */
type Undated = readonly { readonly part: Part; readonly table: Table }[];

/** Times every OSD row, those that stay closed included, by the rows that can be read. */
function readClock(
  { details, grouped }: Scan,
  osd: Undated[number] | undefined,
  custom: Undated[number] | undefined,
): Clocked {
  const places = startsOf(grouped, kinds.osd);
  const ms = (valuesOf(custom?.table, "CUSTOM.updateTimestamp") ?? []) as ArrayLike<number>; // f64
  return clockRows({
    flyTimes: osd && flyTimesOf(osd, places),
    samples: places.length,
    wall: { samples: samplesAt(custom?.part.rows.places ?? new Uint32Array(), places), ms },
    statedMs: details?.startedAtMs,
  });
}

/** Flight time by OSD row of the file; 0 for those that stay closed. */
function flyTimesOf({ part, table }: Undated[number], places: Uint32Array): Uint16Array {
  const column = valuesOf(table, "OSD.flyTime");
  if (column instanceof Uint16Array && column.length === places.length) return column;
  const flyTimes = new Uint16Array(places.length);
  for (const [row, sample] of samplesAt(part.rows.places, places).entries())
    flyTimes[sample] = Number(column?.[row] ?? 0);
  return flyTimes;
}

function valuesOf(table: Table | undefined, source: string) {
  return table?.series.find((series) => series.source === source)?.values;
}
