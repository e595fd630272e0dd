import { believeStamps, type Believed } from "../../gather/stamps.ts";
import { noText } from "../../gather/texts.ts";
import type { Flight } from "../../flight.ts";
import type { OpenLog } from "../../flight-reader.ts";
import { modesOfVehicle } from "../../mavlink/modes.ts";
import { nameOf, seriesNames } from "../../series-names.ts";
import { labelAt, type Labels, type Series, type Table } from "../../table.ts";
import type { Definition } from "./definition.ts";
import { errorLabels, eventLabels } from "./labels.ts";
import { describeFlight } from "./flight.ts";
import { instanceField, meaningOf, type Dictionary } from "./meanings.ts";
import type { Column, FoundRows } from "./rows.ts";
import { findVehicle } from "./vehicle.ts";

/** Rows of one definition, by their numbers in the log. */
type Kind = { readonly definition: Definition; readonly rows: Uint32Array };

/** Rows that describe rows are no tables. */
const describing: ReadonlySet<string> = new Set(["FMT", "FMTU", "UNIT", "MULT"]);

/** What charts show, the track first: who takes tables one by one may stop behind these. */
const first: readonly string[] = ["POS", "GPS", "ATT", "CTUN", "BAT", "CURR", "MODE"];

/** One log of an autopilot, its rows found; a table is read when it is first taken. */
export class DataflashLog implements OpenLog {
  readonly flights: readonly Flight[];
  readonly found: FoundRows;
  readonly believed: Believed;
  readonly #kinds: readonly Kind[];
  readonly #dictionary: Dictionary;
  readonly #modes: Labels;
  readonly #read = new Map<Kind, readonly Table[]>();

  constructor(found: FoundRows, format: string) {
    this.found = found;
    this.believed = believeStamps(found.stamps());
    this.#kinds = sortKinds(groupRows(found));
    this.#dictionary = this.#readDictionary();
    const vehicle = findVehicle(this.said);
    this.#modes = modesOfVehicle[vehicle ?? "copter"];
    this.flights = [describeFlight(this, { format, vehicle })];
  }

  *tables(flight: number): Iterable<Table> {
    if (flight !== 0) return;
    for (const kind of this.#kinds)
      if (!describing.has(kind.definition.name)) yield* this.#tablesOf(kind);
  }

  tablesNamed(name: string): readonly Table[] {
    return this.#kinds
      .filter(({ definition }) => definition.name === name)
      .flatMap((kind) => this.#tablesOf(kind));
  }

  /** What the software said of itself, and of what it runs on. */
  get said(): readonly string[] {
    return [...this.textsOf("MSG", "Message"), ...this.textsOf("VER", "FWS")];
  }

  /** The texts of a field, in the order of the log. */
  textsOf(name: string, field: string): readonly string[] {
    return this.tablesNamed(name).flatMap(({ series, times }) => {
      const texts = series.find(({ source }) => source === `${name}.${field}`);
      return texts ? Array.from(times, (_, row) => labelAt(texts, row) ?? "") : [];
    });
  }

  /** How many rows each kind has. */
  get counts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { definition, rows } of this.#kinds)
      counts[definition.name] = (counts[definition.name] ?? 0) + rows.length;
    return { ...counts, ...Object.fromEntries(this.found.unknown) };
  }

  #tablesOf(kind: Kind): readonly Table[] {
    const known = this.#read.get(kind);
    if (known) return known;
    const { definition } = kind;
    const same = this.#kinds.filter((one) => one.definition.name === definition.name);
    const again = same.indexOf(kind) * 1000; // defined anew in mid-log
    const tables = this.#partsOf(kind).map(({ instance, rows }) => ({
      name: definition.name,
      instance: again + instance,
      times: this.#timesOf(rows),
      series: this.#seriesOf(definition, rows),
    }));
    this.#read.set(kind, tables);
    return tables;
  }

  #startsOf(rows: Uint32Array): Uint32Array {
    const { starts } = this.found.index;
    const own = new Uint32Array(rows.length);
    for (let row = 0; row < rows.length; row += 1) own[row] = starts[rows[row] as number] as number; // of the index
    return own;
  }

  #timesOf(rows: Uint32Array): Float64Array {
    const { seconds } = this.believed;
    const times = new Float64Array(rows.length);
    let last = 0;
    for (let row = 0; row < rows.length; row += 1) {
      last = Math.max(last, seconds[rows[row] as number] as number); // of the index
      times[row] = last;
    }
    return times;
  }

  #partsOf({ definition, rows }: Kind): readonly { instance: number; rows: Uint32Array }[] {
    const field = instanceField(this.#dictionary, definition);
    if (field < 0) return [{ instance: 0, rows }];
    const instances = this.found.numbers(definition, field, this.#startsOf(rows));
    const all = [...new Set(instances)].filter((one) => one >= 0 && one < 256);
    if (all.length > mostInstances || all.length <= 1) return [{ instance: all[0] ?? 0, rows }];
    return all
      .toSorted((a, b) => a - b)
      .map((instance) => ({
        instance,
        rows: rows.filter((_, row) => instances[row] === instance),
      }));
  }

  #seriesOf(definition: Definition, rows: Uint32Array): readonly Series[] {
    const columns = this.found.columns(definition, this.#startsOf(rows));
    const series: Series[] = [];
    for (const [place, { name, elements }] of definition.fields.entries())
      for (let element = 0; element < elements; element += 1) {
        const column = columns[series.length];
        const source = `${definition.name}.${name}${elements > 1 ? `[${element}]` : ""}`;
        if (column) series.push(this.#toSeries(definition, place, { source, column }));
      }
    return series;
  }

  #toSeries(definition: Definition, place: number, { source, column }: Sourced): Series {
    const { values, labels, isPlain } = column;
    if (labels) return { source, unit: "1", values, scale: 1, offset: 0, missing: noText, labels };
    const { unit, scale } = meaningOf(this.#dictionary, definition, place);
    const field = definition.fields[place];
    const plainScale = isPlain && field ? scale / field.scale : scale;
    const name = nameOf(source);
    const meant = this.#labelsOf(source);
    const missing = values instanceof Float32Array || values instanceof Float64Array;
    return {
      source,
      ...(name && seriesNames[name].unit === unit ? { name } : {}),
      unit,
      values,
      scale: reversed.has(source) ? -plainScale : plainScale,
      offset: 0,
      ...(missing ? { missing: Number.NaN } : field?.letter === "L" ? { missing: 0 } : {}),
      ...(meant ? { labels: meant } : {}),
    };
  }

  #labelsOf(source: string): Labels | undefined {
    return source === "MODE.Mode" || source === "MODE.ModeNum" ? this.#modes : labelled[source];
  }

  #readDictionary(): Dictionary {
    const pairs = (name: string, key: string, value: string) =>
      new Map(
        this.#rowsOf(name).map((row) => [String.fromCharCode(Number(row[key])), row[value] ?? ""]),
      );
    const factors = [...pairs("MULT", "Id", "Mult")].map(([id, one]) => [id, Number(one)] as const);
    const fields = this.#rowsOf("FMTU").map(
      (row) =>
        [
          Number(row["FmtType"]),
          { units: String(row["UnitIds"] ?? ""), factors: String(row["MultIds"] ?? "") },
        ] as const,
    );
    const units = [...pairs("UNIT", "Id", "Label")].map(([id, one]) => [id, String(one)] as const);
    return { units: new Map(units), factors: new Map(factors), fields: new Map(fields) };
  }

  /** Few rows, each by the names of its fields: only for those that describe others. */
  #rowsOf(name: string): readonly Readonly<Record<string, number | string>>[] {
    return this.#kinds
      .filter(({ definition }) => definition.name === name)
      .flatMap(({ definition, rows }) => {
        const some = this.#startsOf(rows.subarray(0, mostDescribing));
        const columns = this.found.columns(definition, some);
        return Array.from(some, (_, row) =>
          Object.fromEntries(
            definition.fields.map((field, place) => {
              const { values, labels } = columns[place] ?? {};
              const value = Number(values?.[row] ?? 0);
              return [field.name, labels ? (labels[value] ?? "") : value];
            }),
          ),
        );
      });
  }
}

type Sourced = { readonly source: string; readonly column: Column };

/** Bound what a made-up file can cost. */
const mostInstances = 64;
const mostDescribing = 4096;

/** Fields that ArduPilot counts the other way round than the shared names do. */
const reversed: ReadonlySet<string> = new Set(["BAT.Curr", "CURR.Curr"]);

const labelled: Readonly<Record<string, Labels>> = {
  "EV.Id": eventLabels,
  "ERR.Subsys": errorLabels,
  "GPS.Status": {
    0: "NO_GPS",
    1: "NO_FIX",
    2: "2D_FIX",
    3: "3D_FIX",
    4: "DGPS",
    5: "RTK_FLOAT",
    6: "RTK_FIXED",
  },
};

function groupRows({ index, definitions }: FoundRows): readonly Kind[] {
  const counts = new Uint32Array(definitions.length);
  for (let row = 0; row < index.count; row += 1) {
    const kind = index.kinds[row] as number; // below the count
    counts[kind] = (counts[kind] as number) + 1; // one for each definition
  }
  const rows = Array.from(counts, (count) => new Uint32Array(count));
  counts.fill(0);
  for (let row = 0; row < index.count; row += 1) {
    const kind = index.kinds[row] as number; // below the count
    (rows[kind] as Uint32Array)[counts[kind] as number] = row;
    counts[kind] = (counts[kind] as number) + 1;
  }
  return definitions.flatMap((definition, kind) => {
    const own = rows[kind];
    return own && own.length > 0 ? [{ definition, rows: own }] : [];
  });
}

function sortKinds(kinds: readonly Kind[]): readonly Kind[] {
  const rank = ({ definition }: Kind) => {
    const place = first.indexOf(definition.name);
    return place < 0 ? first.length : place;
  };
  return kinds.toSorted((a, b) => rank(a) - rank(b));
}
