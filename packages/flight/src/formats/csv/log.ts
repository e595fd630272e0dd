import type { Damage, Flight, Moment } from "../../flight.ts";
import type { OpenLog } from "../../flight-reader.ts";
import { mostGaps, type Gap } from "../../gather/gaps.ts";
import { placedGaps } from "../../gather/placed-gaps.ts";
import { rowAt, type Series, type Table } from "../../table.ts";
import { cellVoltages } from "./cell-voltages.ts";
import { fillColumns, toSeries, type MeasuredFile } from "./columns.ts";
import { textsInJson, writtenOf } from "./facts.ts";
import { identify } from "./identity.ts";
import { findMoments, type Told } from "./moments.ts";
import { withoutNowhere } from "./nowhere.ts";
import { timeRows, type RowTimes } from "./row-times.ts";

type Opened = {
  readonly tables: readonly Table[];
  readonly told: readonly Told[];
  readonly gaps: readonly Gap[];
};

/** A CSV whose rows are found; its cells are read when it is first asked for them. */
export class CsvLog implements OpenLog {
  readonly #file: MeasuredFile;
  readonly #size: number;
  readonly #timed: RowTimes;
  #opened: Opened | undefined;
  #flights: readonly Flight[] | undefined;

  constructor(file: MeasuredFile, size: number) {
    this.#file = file;
    this.#size = size;
    this.#timed = timeRows(file);
  }

  get flights(): readonly Flight[] {
    this.#flights ??= [this.#describe()];
    return this.#flights;
  }

  *tables(flight: number): Iterable<Table> {
    if (flight === 0) yield* this.#read().tables;
  }

  #read(): Opened {
    this.#opened ??= openCells(this.#file, this.#timed.times);
    return this.#opened;
  }

  #describe(): Flight {
    const { head, rows } = this.#file;
    const { startedMs: stated, ...identity } = identify(this.#file);
    const written = writtenOf(this.#file);
    const track = this.#read().tables.find(hasTrack);
    const positionKind = track?.name ?? this.#read().tables[0]?.name ?? head.dialect.format;
    return {
      format: head.dialect.format,
      needsKeys: false,
      keyRequests: [],
      ...startOf(this.#timed, stated),
      ...(this.#timed.isMadeUp && { untimed: true }),
      ...identity,
      ...(written && { written }),
      images: [],
      counts: { [positionKind]: rows.starts.length },
      positionKind,
      moments: this.#moments(track),
      damage: this.#damage(),
    };
  }

  #moments(track: Table | undefined): readonly Moment[] {
    const file = this.#file;
    const { times } = this.#timed;
    const happened = { file, times, told: this.#read().told, track };
    const moments = [...findMoments(happened), ...textsInJson(file, times)];
    return moments.sort((a, b) => a.at - b.at);
  }

  /** Lines and cells that could not be used, between the rows before and behind them. */
  #damage(): readonly Damage[] {
    const { rows, text } = this.#file;
    const { times } = this.#timed;
    const found = [...rows.gaps, ...this.#read().gaps].slice(0, mostGaps);
    const gaps = found.sort((a, b) => a.offset - b.offset);
    const starts = Float64Array.from(rows.starts);
    return placedGaps(text, gaps, this.#size).map((placed, at) => {
      const row = rowAt(starts, gaps[at]?.offset ?? 0);
      const [from, to] = [times[row], times[row + 1]];
      return { ...placed, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    });
  }
}

function hasTrack({ series }: Table): boolean {
  return series.some(({ name }) => name === "latitude");
}

/** A start that the log's own header states is exact; the rows tell whether to believe it. */
const believedMs = 2000;

function startOf({ startedMs, clock }: RowTimes, stated: number | undefined) {
  const ms = startedMs ?? stated;
  if (ms === undefined) return { clock: "unknown" } as const;
  if (startedMs === undefined)
    return { startedAt: new Date(ms).toISOString(), clock: "app" } as const;
  if (clock === "local") return { startedAt: new Date(ms).toISOString().slice(0, -1), clock };
  const isBelieved = stated !== undefined && Math.abs(stated - ms) <= believedMs;
  return { startedAt: new Date(isBelieved ? stated : ms).toISOString(), clock };
}

/** A table that is being put together, and the sources it has. */
type Growing = { readonly table: Table; readonly series: Series[]; readonly sources: Set<string> };

/** Reads the cells, and sorts them into tables. */
function openCells(file: MeasuredFile, times: Float64Array): Opened {
  const { columns, gaps } = fillColumns(file);
  const tables = new Map<string, Growing>();
  const told: Told[] = [];
  const tableOf = (name: string, instance: number): Growing => {
    const key = `${name}#${instance}`;
    const series: Series[] = [];
    const made = { table: { name, instance, times, series }, series, sources: new Set<string>() };
    const growing = tables.get(key) ?? made;
    tables.set(key, growing);
    return growing;
  };
  for (const [at, column] of columns.entries()) {
    const head = file.head.columns[at];
    if (!column || !head) continue;
    const { table, instance, field } = head.heading;
    const growing = tableOf(table, instance);
    const names = [`${table}.${field}`, sourceOf(table, head.header)];
    const source = ownSource(growing.sources, names, at);
    const made = toSeries(source, column, head, file.columns[at]?.shape.greatest ?? 0);
    growing.series.push(made);
    if (head.known.part) told.push({ part: head.known.part, series: made, times });
  }
  const cells = cellVoltages(file);
  if (cells.length > 0) tableOf("DRONELOG", 0).series.push(...cells);
  return { tables: [...tables.values()].map(({ table }) => withoutNowhere(table)), told, gaps };
}

function sourceOf(table: string, header: string): string {
  return header.startsWith(`${table}.`) ? header : `${table}.${header}`;
}

/** The first name that no series of the table has yet; with the number of the column, if need be. */
function ownSource(used: Set<string>, names: readonly string[], column: number): string {
  const source = names.find((name) => !used.has(name)) ?? `${names[0]} (${column + 1})`;
  used.add(source);
  return source;
}
