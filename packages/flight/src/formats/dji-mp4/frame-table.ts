import type { Damage } from "../../flight.ts";
import { nameOf, type SeriesName } from "../../series-names.ts";
import type { Series, Table, TypedArray } from "../../table.ts";
import { isPlace } from "../dji-srt/fields.ts";
import type { Clip } from "./clip.ts";
import type { Column, Decoded } from "./decode-samples.ts";
import type { Samples } from "./samples.ts";

/** The samples of a film as a table. */
export type FrameTable = {
  readonly table: Table;
  /** Samples that are none. */
  readonly damage: readonly Damage[];
};

/** Worked into other series. */
const hidden: readonly string[] = ["coordinateUnit", "uptime"];

export function toFrameTable(decoded: Decoded, samples: Samples, clip: Clip): FrameTable {
  const { columns, rows, broken } = decoded;
  settlePlaces(columns, clip);
  const series = [...columns.values()]
    .filter(({ field }) => !hidden.includes(field.name))
    .flatMap((column) => toSeries(column, columns));
  return {
    table: {
      name: "DJMD",
      instance: 0,
      times: timesOf(rows, columns, samples),
      series: [...series, ...speedsOf(columns)],
    },
    damage: broken.map((row) => ({
      offset: samples.offsets[row] as number, // rows of the samples
      length: samples.sizes[row] as number,
      why: "not-a-sample",
    })),
  };
}

type Columns = ReadonlyMap<string, Column>;

const degrees = 180;

/**
 * Coordinates become degrees, and what is no place becomes none. What is more than a half turn cannot
 * be radians, and a film has one unit only: so it decides where the flag does not.
 */
function settlePlaces(columns: Columns, { protocol }: Clip): void {
  const [ys, xs] = ["latitude", "longitude"].map((name) => columns.get(name)?.values);
  if (!ys || !xs) return (ys?.fill(Number.NaN), void xs?.fill(Number.NaN));
  const unit = columns.get("coordinateUnit")?.values;
  const status = columns.get("gpsStatus")?.values;
  const areDegrees = protocol.isInDegrees === true || isBeyondRadians(ys, xs);
  for (let row = 0; row < ys.length; row += 1) {
    const isDegrees = areDegrees || unit?.[row] === 1;
    const toDegrees = (angle: number) => (isDegrees ? angle : (angle * degrees) / Math.PI);
    const [y, x] = [toDegrees(ys[row] as number), toDegrees(xs[row] as number)]; // as long
    const isKnown = status?.[row] !== 1 && isPlace(y, x);
    [ys[row], xs[row]] = isKnown ? [y, x] : [Number.NaN, Number.NaN];
  }
}

function isBeyondRadians(ys: Float64Array, xs: Float64Array): boolean {
  const isPlausible = (row: number) => isPlace(ys[row] as number, xs[row] as number);
  return ys.some(
    (y, row) =>
      isPlausible(row) && (Math.abs(y) > Math.PI / 2 || Math.abs(xs[row] as number) > Math.PI),
  );
}

/** A value that says nothing anywhere has no series. */
function toSeries({ field, values }: Column, columns: Columns): readonly Series[] {
  if (values.every((value) => Number.isNaN(value))) return [];
  const source = `DJMD.${field.name}`;
  const name = isEllipsoidal(field.name, columns) ? undefined : nameOf(source);
  return [
    {
      source: name || field.name !== "altitude" ? source : "DJMD.altitudeAboveEllipsoid",
      ...(name && { name: name satisfies SeriesName }),
      unit: field.unit,
      ...packed({ field, values }),
      scale: field.scale ?? 1,
      offset: 0,
      ...(field.labels && { labels: field.labels }),
    },
  ];
}

/** An altitude that GPS or RTK has a part in is above the ellipsoid, not above the sea. */
function isEllipsoidal(name: string, columns: Columns): boolean {
  const types = columns.get("altitudeType")?.values;
  return name === "altitude" && types !== undefined && types.some((type) => type >= 1);
}

const noInteger = -2_147_483_648;

/** As wide as the message has it. */
function packed({ field, values }: Column): { values: TypedArray; missing: number } {
  if (field.kind === "float") return { values: Float32Array.from(values), missing: Number.NaN };
  const isWide = field.kind !== "whole" || values.some((value) => Math.abs(value) > -noInteger - 1);
  if (isWide) return { values, missing: Number.NaN };
  const whole = new Int32Array(values.length);
  for (let row = 0; row < whole.length; row += 1) {
    const value = values[row] as number; // as long
    whole[row] = Number.isNaN(value) ? noInteger : value;
  }
  return { values: whole, missing: noInteger };
}

/** Over ground and upwards, from the velocity. */
function speedsOf(columns: Columns): readonly Series[] {
  const [north, east, down] = ["North", "East", "Down"].map(
    (way) => columns.get(`velocity${way}`)?.values,
  );
  const derived = (name: SeriesName, values: Float32Array): Series => ({
    source: `DJMD.${name}`,
    name,
    unit: "m/s",
    values,
    scale: 1,
    offset: 0,
    missing: Number.NaN,
    derived: true,
  });
  const speed = north?.map((value, row) => Math.hypot(value, east?.[row] ?? Number.NaN));
  return [
    ...(speed && east ? [derived("speed", Float32Array.from(speed))] : []),
    ...(down
      ? [
          derived(
            "verticalSpeed",
            Float32Array.from(down, (value) => -value),
          ),
        ]
      : []),
  ];
}

const longestGap = 60;

/**
 * By the aircraft's own count of microseconds: a film that is slowed down or speeded up has other
 * times than what it shows. By the film's time where that count is missing, or leaps.
 */
function timesOf(rows: Uint32Array, columns: Columns, samples: Samples): Float64Array {
  const uptime = columns.get("uptime")?.values;
  const times = new Float64Array(rows.length);
  const filmed = (row: number) => samples.times[rows[row] as number] as number; // its samples
  let [time, before] = [rows.length > 0 ? filmed(0) : 0, uptime?.[0] ?? Number.NaN];
  for (let row = 0; row < times.length; row += 1) {
    const now = uptime?.[row] ?? Number.NaN;
    if (row > 0) {
      const passed = (now - before) / 1e6;
      const isSteady = passed >= 0 && passed <= longestGap;
      time += isSteady ? passed : Math.max(0, filmed(row) - filmed(row - 1));
    }
    if (!Number.isNaN(now)) before = now;
    else if (uptime) before += row > 0 ? (filmed(row) - filmed(row - 1)) * 1e6 : 0;
    times[row] = time;
  }
  return times;
}
