import { nameOf } from "../../series-names.ts";
import { rowAt, valueAt, valuesOf, type Series, type TypedArray } from "../../table.ts";
import type { Unit } from "../../units.ts";
import { landedLabels } from "./labels.ts";

type FieldFinder = (field: string) => Series | undefined;

/** What series are derived from. */
export type Basis = {
  readonly topic: string;
  readonly times: Float64Array;
  readonly series: readonly Series[];
  /** Seconds at which the aircraft last stood where it took off; undefined where that is not known. */
  readonly groundedAt: number | undefined;
};

type Derive = (basis: Basis, find: FieldFinder) => readonly (Series | undefined)[];

/** By topic: series that its fields hold in another form. */
const derivations = new Map<string, Derive>([
  ["vehicle_attitude", angles],
  ["vehicle_local_position", localPosition],
  ["battery_status", current],
  ["vehicle_land_detected", inAir],
]);

/** Series in the shared words that a topic's own can be turned into. They may share its values. */
export function deriveSeries(basis: Basis): readonly Series[] {
  const { topic, series } = basis;
  const derive = derivations.get(topic);
  if (!derive) return [];
  const find: FieldFinder = (field) => {
    const source = `${topic}.${field}`;
    return series.find((one) => one.source === source);
  };
  return derive(basis, find).filter(
    (one) => one !== undefined && series.every(({ source }) => source !== one.source),
  ) as readonly Series[]; // those that are not undefined
}

/** Of the body to north, east, down: the rotation `q` as angles. */
function angles({ topic }: Basis, find: FieldFinder): readonly (Series | undefined)[] {
  const [w, x, y, z] = [0, 1, 2, 3].map((place) => find(`q[${place}]`)?.values);
  if (!w || !x || !y || !z) return [];
  const roll = new Float32Array(w.length);
  const pitch = new Float32Array(w.length);
  const yaw = new Float32Array(w.length);
  const degrees = 180 / Math.PI;
  for (let row = 0; row < w.length; row += 1) {
    const [a, b, c, d] = [Number(w[row]), Number(x[row]), Number(y[row]), Number(z[row])];
    roll[row] = Math.atan2(2 * (a * b + c * d), 1 - 2 * (b * b + c * c)) * degrees;
    pitch[row] = Math.asin(clamp(2 * (a * c - d * b))) * degrees;
    yaw[row] = Math.atan2(2 * (a * d + b * c), 1 - 2 * (c * c + d * d)) * degrees;
  }
  return [
    derived(`${topic}.roll`, "deg", { values: roll }),
    derived(`${topic}.pitch`, "deg", { values: pitch }),
    derived(`${topic}.yaw`, "deg", { values: yaw }),
  ];
}

function clamp(value: number): number {
  return value > 1 ? 1 : value < -1 ? -1 : value;
}

/** North, east, down become height, climb and speed. */
function localPosition(basis: Basis, find: FieldFinder): readonly (Series | undefined)[] {
  const { topic } = basis;
  const [down, north, east, sinking] = [find("z"), find("vx"), find("vy"), find("vz")];
  return [
    down && heightOf(basis, down),
    sinking && derived(`${topic}.verticalSpeed`, "m/s", { values: sinking.values, scale: -1 }),
    north && east && derived(`${topic}.speed`, "m/s", { values: lengths(north, east) }),
    overGround(topic, find),
  ];
}

/** Above where the aircraft stood; where that is not known, above the origin, which is near. */
function heightOf({ topic, times, groundedAt }: Basis, down: Series): Series {
  const row = groundedAt === undefined ? -1 : Math.max(0, rowAt(times, groundedAt));
  const ground = valueAt(down, row);
  const offset = Number.isNaN(ground) ? 0 : ground;
  return derived(`${topic}.height`, "m", { values: down.values, scale: -1, offset });
}

function lengths(north: Series, east: Series): Float32Array {
  const out = new Float32Array(north.values.length);
  for (let row = 0; row < out.length; row += 1) {
    const [y, x] = [Number(north.values[row]), Number(east.values[row])];
    const length = Math.sqrt(y * y + x * x);
    out[row] = length < 1e30 ? length : Number.NaN;
  }
  return out;
}

/** Only where the estimator says that the distance is good. */
function overGround(topic: string, find: FieldFinder): Series | undefined {
  const distance = find("dist_bottom");
  const isValid = find("dist_bottom_valid")?.values;
  if (!distance || !isValid || !isValid.some((one: number | bigint) => Number(one) !== 0))
    return undefined;
  const values = Float32Array.from(valuesOf(distance), (meters, row) =>
    Number(isValid[row]) === 0 ? Number.NaN : meters,
  );
  return derived(`${topic}.heightAboveGround`, "m", { values });
}

/** The topic counts what flows out, the shared name what flows in. */
function current({ topic }: Basis, find: FieldFinder): readonly (Series | undefined)[] {
  const out = find("current_a");
  if (!out) return [];
  const { values } = out;
  return [derived(`${topic}.current`, "A", { values, scale: -1, missing: -1 })];
}

function inAir({ topic }: Basis, find: FieldFinder): readonly (Series | undefined)[] {
  const landed = find("landed");
  if (!landed) return [];
  const { values } = landed;
  return [derived(`${topic}.inAir`, "1", { values, scale: -1, offset: 1, labels: landedLabels })];
}

type Held = { readonly values: TypedArray } & Partial<
  Pick<Series, "scale" | "offset" | "missing" | "labels">
>;

function derived(source: string, unit: Unit, held: Held): Series {
  const name = nameOf(source);
  const isFloat = held.values instanceof Float32Array || held.values instanceof Float64Array;
  return {
    source,
    ...(name && { name }),
    unit,
    scale: 1,
    offset: 0,
    ...(isFloat && { missing: Number.NaN }),
    ...held,
    derived: true,
  };
}
