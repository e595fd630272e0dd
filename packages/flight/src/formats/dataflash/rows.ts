import type { TypedArray } from "../../table.ts";
import type { Labels } from "../../table.ts";
import type { Definition } from "./definition.ts";

/** What stands where in a log: one entry a row, in the order of the file. */
export type RowIndex = {
  readonly count: number;
  readonly starts: Uint32Array;
  /** Numbers of `definitions`. */
  readonly kinds: Uint16Array;
};

export type Gap = { readonly offset: number; readonly length: number; readonly why: string };

/** Values of a field as they stand in the log. */
export type Column = {
  readonly values: TypedArray;
  readonly labels?: Labels;
  /** The log writes numbers as they are meant, not as its format packs them. */
  readonly isPlain?: true;
};

/** A log of which every row is found, and none read yet. */
export interface FoundRows {
  readonly index: RowIndex;
  readonly definitions: readonly Definition[];
  readonly gaps: readonly Gap[];
  /** Rows whose definition is missing, by what they would be called. */
  readonly unknown: ReadonlyMap<string, number>;
  /** When each row was written, by what it says itself: microseconds, NaN where it does not. */
  stamps(): Float64Array;
  /** What a field of rows of one definition says, as a number each. */
  numbers(definition: Definition, field: number, starts: Uint32Array): Float64Array;
  /** The columns of rows of one definition, one for each field and element of an array. */
  columns(definition: Definition, starts: Uint32Array): readonly Column[];
}

/** The field that says when a row was written, and how many of its units are a microsecond. */
export type TimeField = { readonly field: number; readonly micros: number };

/**
 * Time since the autopilot started: microseconds in newer logs, milliseconds in older ones, where
 * GPS rows state the time of the week in its place and that of the autopilot at their end.
 */
function timeFieldOf({ fields }: Definition): TimeField | undefined {
  const names = fields.map(({ name }) => name);
  const isGps = names.includes("Week") && names.includes("T");
  if (isGps) return { field: names.indexOf("T"), micros: 1000 };
  if (names[0] === "TimeUS") return { field: 0, micros: 1 };
  return names[0] === "TimeMS" ? { field: 0, micros: 1000 } : undefined;
}

/** How GPS rows of the oldest logs call the milliseconds of the week. */
const weekFields: readonly string[] = ["TimeMS", "Time"];

/** Of each definition; where no row says when the autopilot wrote it, the satellites' time counts. */
export function timeFieldsOf(
  definitions: readonly Definition[],
): readonly (TimeField | undefined)[] {
  const own = definitions.map(timeFieldOf);
  if (own.some((time) => time !== undefined)) return own;
  return definitions.map(({ name, fields }) => {
    const field = fields.findIndex((one) => weekFields.includes(one.name));
    return name === "GPS" && field >= 0 ? { field, micros: 1000 } : undefined;
  });
}

/** More runs of damage than this are one. */
const mostGaps = 10_000;

/** Adds a run of damage; what follows a run of the same kind at once belongs to it. */
export function addGap(gaps: Gap[], { offset, length, why }: Gap): void {
  const last = gaps.at(-1);
  const joins = last?.why === why && last.offset + last.length === offset;
  if (last && (joins || gaps.length >= mostGaps))
    gaps[gaps.length - 1] = { ...last, length: offset + length - last.offset };
  else if (length > 0) gaps.push({ offset, length, why });
}

/** Collects rows; it is never larger than twice what the file needs. */
export class RowWriter {
  #count = 0;
  #starts: Uint32Array;
  #kinds: Uint16Array;

  constructor(room: number) {
    this.#starts = new Uint32Array(room);
    this.#kinds = new Uint16Array(room);
  }

  write(start: number, kind: number): void {
    if (this.#count === this.#starts.length) this.#grow();
    this.#starts[this.#count] = start;
    this.#kinds[this.#count] = kind;
    this.#count += 1;
  }

  #grow(): void {
    const starts = new Uint32Array(this.#count * 2);
    const kinds = new Uint16Array(this.#count * 2);
    starts.set(this.#starts);
    kinds.set(this.#kinds);
    this.#starts = starts;
    this.#kinds = kinds;
  }

  get index(): RowIndex {
    const count = this.#count;
    const [starts, kinds] = [this.#starts.subarray(0, count), this.#kinds.subarray(0, count)];
    return { count, starts, kinds };
  }
}
