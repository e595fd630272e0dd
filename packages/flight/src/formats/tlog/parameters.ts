import type { Parameter, ParameterChange } from "../../flight.ts";
import { labelAt } from "../../table.ts";
import type { VehicleLog } from "./vehicle-log.ts";

/** Bounds what a made-up file can cost. */
const mostParameters = 20_000;
const mostChanges = 1000;

/** MAV_PARAM_TYPE of whole numbers, and how their four bytes are read. */
const wholeTypes: Readonly<Record<number, (bits: DataView) => number>> = {
  1: (bits) => bits.getUint8(0),
  2: (bits) => bits.getInt8(0),
  3: (bits) => bits.getUint16(0, true),
  4: (bits) => bits.getInt16(0, true),
  5: (bits) => bits.getUint32(0, true),
  6: (bits) => bits.getInt32(0, true),
};

/**
 * Settings that the vehicle told, each with what it was changed to. PX4 puts whole numbers into the
 * bytes of a float; ArduPilot sends them as floats.
 */
export function readParameters(log: VehicleLog): readonly Parameter[] | undefined {
  const [table] = log.tablesNamed("PARAM_VALUE");
  const of = (field: string) => table?.series.find(({ source }) => source.endsWith(`.${field}`));
  const [names, types, bits] = [of("param_id"), of("param_type"), log.bitsOf("PARAM_VALUE", 0)];
  if (!table || !names || !types || !bits) return undefined;
  const isBytewise = log.vehicle.autopilot === px4;
  const found = new Map<string, { value: number | null; changes: ParameterChange[] }>();
  for (let row = 0; row < table.times.length; row += 1) {
    const name = labelAt(names, row) ?? "";
    const value = valueOf(bits[row] ?? 0, isBytewise ? Number(types.values[row]) : 0);
    const known = found.get(name);
    if (!name || (!known && found.size >= mostParameters)) continue;
    if (!known) found.set(name, { value, changes: [] });
    else if ((known.changes.at(-1) ?? known).value !== value && known.changes.length < mostChanges)
      known.changes.push({ at: table.times[row] ?? 0, value });
  }
  return [...found].map(([name, { value, changes }]) => ({
    name,
    value,
    ...(changes.length > 0 ? { changes } : {}),
  }));
}

const px4 = 12;
const scratch = new DataView(new ArrayBuffer(4));

function valueOf(bits: number, type: number): number | null {
  scratch.setUint32(0, bits, true);
  const value = wholeTypes[type]?.(scratch) ?? scratch.getFloat32(0, true);
  return Number.isFinite(value) ? value : null;
}
