import type { Layout } from "./layout.ts";
import { appGps, custom, deform, mcParam } from "./layouts/app.ts";
import { centerBattery, smartBattery } from "./layouts/battery.ts";
import { camera } from "./layouts/camera.ts";
import { appJoystick, rc, rcDisplayField, rcGps, virtualStick } from "./layouts/controller.ts";
import { gimbal } from "./layouts/gimbal.ts";
import { home } from "./layouts/home.ts";
import { osd } from "./layouts/osd.ts";
import { lengthsOf, pickRows, type Lengths, type Rows } from "./rows.ts";
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

/** What charts show, the track first: who takes tables one by one may stop behind these. */
const first: readonly number[] = [1, 2, 3, 4, 62, 5, 7, 8, 22, 63, 25, 49, 13];

/** Kinds that make tables, in the order in which tables are given. */
export const tableKinds: readonly number[] = [
  ...first,
  ...Array.from({ length: 256 }, (_, kind) => kind).filter(
    (kind) => !first.includes(kind) && (kind in layouts || isSplit(kind)),
  ),
];

/** A part whose rows are all long enough, and how long they are. */
export type WholePart = Part & { readonly lengths: Lengths };

/** The tables that the rows of a kind make, without rows too short for theirs. */
export function partsOf(kind: number, rows: Rows): readonly WholePart[] {
  if (rows.count === 0) return [];
  const layout = layouts[kind];
  const parts = layout ? [{ layout, instance: 0, rows }] : splitRows(kind, rows);
  return parts.flatMap((part) => {
    const { least } = part.layout;
    const lengths = lengthsOf(part.rows);
    if (lengths.shortest >= least) return [{ ...part, lengths }];
    const long = dropShort(part.rows, least);
    return long.count > 0 ? [{ ...part, rows: long, lengths: lengthsOf(long) }] : [];
  });
}

function dropShort(rows: Rows, least: number): Rows {
  const kept: number[] = [];
  for (let row = 0; row < rows.count; row += 1)
    if ((rows.lengths[row] as number) >= least) kept.push(row); // below the count
  return pickRows(rows, Uint32Array.from(kept));
}
