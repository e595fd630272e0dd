import type { Flight } from "../flight.ts";
import type { SeriesName } from "../series-names.ts";
import { sourcesOf } from "../series-names.ts";
import { labelAt, valuesOf, type Series, type Table } from "../table.ts";
import { airOf } from "./air.ts";
import { partsWithin, type Line, type Span } from "./stretches.ts";
import { vehicleOf, type SeenVehicle } from "./vehicle.ts";

type Found = { readonly table: Table; readonly series: Series };

/** A flight as rules see it: its columns by their names, and when it was in the air. */
export class Seen {
  readonly flight: Flight;
  readonly #found = new Map<string, Found[]>();
  readonly #lines = new Map<Series, Line>();
  readonly #made = new Map<(seen: Seen) => unknown, unknown>();
  /** When the log's last row was written. */
  readonly end: number;
  readonly vehicle: SeenVehicle;
  /** When the aircraft was in the air, as far as the log says; else when its motors turned. */
  readonly air: readonly Span[];

  constructor(flight: Flight, tables: readonly Table[]) {
    this.flight = flight;
    for (const table of tables)
      for (const series of table.series) {
        const found = this.#found.get(series.source);
        if (found) found.push({ table, series });
        else this.#found.set(series.source, [{ table, series }]);
      }
    this.end = tables.reduce((last, { times }) => Math.max(last, times.at(-1) ?? 0), 0);
    this.vehicle = vehicleOf(this);
    this.air = airOf(this);
  }

  /** The first of these fields that the log has; of several instances the first. */
  line(...sources: readonly string[]): Line | undefined {
    for (const source of sources) {
      const [found] = this.#found.get(source) ?? [];
      if (found) return this.#lineOf(found);
    }
    return undefined;
  }

  /** Of each instance. */
  linesOf(source: string): readonly Line[] {
    return (this.#found.get(source) ?? []).map((found) => this.#lineOf(found));
  }

  /** The field that the log prefers for a shared name. */
  named(name: SeriesName): Line | undefined {
    return this.line(...sourcesOf(name));
  }

  /** Fields of one topic, an array's places in order, as far as the log has them. */
  places(source: (place: number) => string, most: number): readonly Line[] {
    const lines: Line[] = [];
    for (let place = 0; place < most; place += 1) {
      const line = this.line(source(place));
      if (line) lines.push(line);
    }
    return lines;
  }

  has(source: string): boolean {
    return this.#found.has(source);
  }

  /** Whether any row of a field does; cheaper than its lines where none does. */
  isEver(source: string, does: (raw: number) => boolean): boolean {
    const instances = this.#found.get(source) ?? [];
    return instances.some(({ series }) => {
      for (const raw of series.values) if (does(Number(raw))) return true;
      return false;
    });
  }

  /** What a function makes of this flight; it is made once. */
  once<Made>(make: (seen: Seen) => Made): Made {
    if (!this.#made.has(make)) this.#made.set(make, make(this));
    return this.#made.get(make) as Made; // by the same function
  }

  inAir(line: Line | undefined): readonly Line[] {
    return line ? partsWithin(line, this.air) : [];
  }

  isInAir(time: number, slack = 0): boolean {
    return this.air.some(({ from, to }) => time >= from - slack && time <= to + slack);
  }

  /** What a setting was when the log began. */
  parameter(...names: readonly string[]): number | undefined {
    for (const name of names) {
      const value = this.flight.parameters?.find((one) => one.name === name)?.value;
      if (value !== undefined && value !== null) return value;
    }
    return undefined;
  }

  /** Spans in which the mode of the flight has one of these names. */
  inModes(names: RegExp): readonly Span[] {
    const [source] = sourcesOf("flightMode").filter((one) => this.#found.has(one));
    const [found] = (source && this.#found.get(source)) || [];
    if (!found) return [];
    const { table, series } = found;
    const spans: Span[] = [];
    let from: number | undefined;
    for (let row = 0; row < table.times.length; row += 1) {
      if (row > 0 && series.values[row] === series.values[row - 1]) continue;
      const isOne = names.test(labelAt(series, row) ?? "");
      const time = table.times[row] as number; // below the length
      if (isOne) from ??= time;
      else if (from !== undefined) {
        spans.push({ from, to: time });
        from = undefined;
      }
    }
    return from === undefined ? spans : [...spans, { from, to: this.end }];
  }

  #lineOf({ table, series }: Found): Line {
    const known = this.#lines.get(series);
    if (known) return known;
    const line = { times: table.times, values: valuesOf(series) };
    this.#lines.set(series, line);
    return line;
  }
}
