import type { Flight } from "../../flight.ts";
import type { OpenLog } from "../../flight-reader.ts";
import type { KeyChain } from "../../key-chains.ts";
import type { Table } from "../../table.ts";
import { clockRows, type Clocked } from "./clock.ts";
import { decodeTable } from "./decode-table.ts";
import { deriveOsd } from "./derive-osd.ts";
import { featurePointsOf, plaintext } from "./feature-points.ts";
import { describeFlight } from "./flight.ts";
import { numbersOf, rowsInFile } from "./group-rows.ts";
import { openRows, rowsOpened, type OpenedRows } from "./open-rows.ts";
import { kinds } from "./row-kinds.ts";
import type { Rows } from "./rows.ts";
import type { Scan } from "./scan.ts";
import type { Part } from "./split-rows.ts";
import { partsOf, tableKinds } from "./tables.ts";
import { timeRows, type SampleTimes } from "./time-rows.ts";

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
    const { index } = scan;
    const numbers = numbersOf(scan.grouped, kinds.osd);
    const clocked = this.#readClock(numbers.length);
    const offsets = numbers.map((number) => index.offsets[number] as number); // the index's own
    this.#samples = { index, offsets, times: clocked.times };
    this.flights = [
      describeFlight({
        scan,
        clocked,
        closed: opened?.closed ?? new Set(),
        rowsOf: (kind) => this.#rowsOf(kind),
        tablesOf: (kind) => this.#tablesOf(kind),
        timeRows: (into, numbers) => timeRows(into, numbers, this.#samples),
      }),
    ];
  }

  *tables(flight: number): Iterable<Table> {
    if (flight !== 0) return;
    for (const kind of tableKinds) yield* this.#tablesOf(kind);
  }

  #rowsOf(kind: number): Rows {
    const numbers = numbersOf(this.#scan.grouped, kind);
    const isClear = !this.#opened || this.#points[kind] === plaintext;
    return isClear
      ? rowsInFile(this.#scan.bytes, this.#scan, numbers)
      : rowsOpened(this.#opened as OpenedRows, numbers); // isClear says that it is there
  }

  #tablesOf(kind: number): readonly Table[] {
    const known = this.#decoded.get(kind);
    if (known) return known;
    const tables = partsOf(kind, this.#rowsOf(kind)).map((part) => {
      const table = decode(part);
      timeRows(table.times, part.rows.numbers, this.#samples);
      return kind === kinds.osd ? this.#withDerived(table) : table;
    });
    this.#decoded.set(kind, tables);
    return tables;
  }

  #withDerived(osd: Table): Table {
    const [home] = this.#tablesOf(kinds.home);
    return { ...osd, series: [...osd.series, ...deriveOsd(osd, home)] };
  }

  /** Decodes only what tells the time: all other tables need the clock first. */
  #readClock(samples: number): Clocked {
    const { index, details } = this.#scan;
    const osd = this.#column(kinds.osd, "OSD.flyTime");
    const custom = this.#column(kinds.custom, "CUSTOM.updateTimestamp");
    const sampleOf = (number: number) => index.samples[number] as number; // numbers are the index's
    const flyTimes = osd && new Float64Array(samples);
    for (const [row, number] of osd?.rows.numbers.entries() ?? [])
      (flyTimes as Float64Array)[sampleOf(number)] = osd?.values[row] as number;
    const wall = {
      samples: Int32Array.from(custom?.rows.numbers ?? [], sampleOf),
      ms: custom?.values ?? new Float64Array(),
    };
    return clockRows({ flyTimes, samples, wall, statedMs: details?.startedAtMs });
  }

  /** One field of a kind of one table, and the rows it was read from. */
  #column(kind: number, source: string) {
    const [part] = partsOf(kind, this.#rowsOf(kind));
    if (!part) return undefined;
    const field = source.slice(part.layout.name.length + 1);
    const fields = part.layout.fields.filter(({ name }) => name === field);
    const table = decode({ ...part, layout: { name: part.layout.name, least: 0, fields } });
    const values = table.series[0]?.values;
    return values instanceof Float64Array || values instanceof Uint16Array
      ? { values, rows: part.rows }
      : undefined;
  }
}

function decode({ layout, instance, rows }: Part): Table {
  return decodeTable(layout, rows, { instance, times: new Float64Array(rows.count) });
}
