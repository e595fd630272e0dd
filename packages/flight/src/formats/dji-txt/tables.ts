import type { Layout } from "./layout.ts";
import { appGps, custom, deform, mcParam } from "./layouts/app.ts";
import { centerBattery, smartBattery } from "./layouts/battery.ts";
import { camera } from "./layouts/camera.ts";
import { appJoystick, rc, rcDisplayField, rcGps, virtualStick } from "./layouts/controller.ts";
import { gimbal } from "./layouts/gimbal.ts";
import { home } from "./layouts/home.ts";
import { osd } from "./layouts/osd.ts";
import { kinds } from "./row-kinds.ts";
import type { Rows } from "./rows.ts";
import { isSplit, splitRows, type Part } from "./split-rows.ts";

/** Kinds that are one table each. */
const layouts: Readonly<Record<number, Layout>> = {
  1: osd,
  2: home,
  3: gimbal,
  4: rc,
  5: custom,
  6: deform,
  7: centerBattery,
  8: smartBattery,
  11: rcGps,
  14: appGps,
  19: mcParam,
  25: camera,
  29: appJoystick,
  33: virtualStick,
  62: rcDisplayField,
};

/** Kinds that make tables, in the order in which tables are given. */
export const tableKinds: readonly number[] = [
  ...Object.keys(layouts).map(Number),
  ...Array.from({ length: 256 }, (_, kind) => kind).filter(isSplit),
].sort((a, b) => rank(a) - rank(b));

/** OSD first: it holds the track. */
function rank(kind: number): number {
  return kind === kinds.osd ? -1 : kind;
}

/** The tables that the rows of a kind make, without rows too short for theirs. */
export function partsOf(kind: number, rows: Rows): readonly Part[] {
  const layout = layouts[kind];
  if (!layout) return splitRows(kind, rows);
  const long = dropShort(rows, layout.least);
  return long.count > 0 ? [{ layout, instance: 0, rows: long }] : [];
}

function dropShort(rows: Rows, least: number): Rows {
  if (rows.lengths.every((length) => length >= least)) return rows;
  const kept: number[] = [];
  for (const [row, length] of rows.lengths.entries()) if (length >= least) kept.push(row);
  const isDoubtful = new Set(rows.doubtful);
  return {
    ...rows,
    count: kept.length,
    starts: Uint32Array.from(kept, (row) => rows.starts[row] as number), // numbers of rows
    lengths: Uint16Array.from(kept, (row) => rows.lengths[row] as number),
    numbers: Uint32Array.from(kept, (row) => rows.numbers[row] as number),
    ...(rows.slots ? { slots: Uint16Array.from(kept, (row) => rows.slots?.[row] ?? 0) } : {}),
    doubtful: kept.flatMap((row, place) => (isDoubtful.has(row) ? [place] : [])),
  };
}
