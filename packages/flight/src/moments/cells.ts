import { sourcesOf, type SeriesName } from "../series-names.ts";
import type { Seen } from "./seen.ts";
import { outermostOf, type Line } from "./stretches.ts";

const mostCells = 12;

/** Voltages of single cells, in volts; none where the log knows only the whole battery. */
export function cellsOf(seen: Seen): readonly Line[] {
  const named = Array.from({ length: mostCells }, (_, cell) => cellNamed(seen, cell + 1));
  const ownCells = named.filter((line) => line !== undefined);
  if (ownCells.length > 0) return ownCells;
  return seen
    .places((cell) => `BCL.V${cell + 1}`, mostCells)
    .flatMap((line) => {
      const volts = line.values.map((value) => (value > 100 ? value / 1000 : value));
      return isCell(volts) ? [{ times: line.times, values: volts }] : [];
    });
}

function cellNamed(seen: Seen, cell: number): Line | undefined {
  // Names of series end with 12 cells, and so do the numbers above.
  const line = seen.line(...sourcesOf(`cellVoltage${cell}` as SeriesName));
  return line && isCell(line.values) ? line : undefined;
}

/** What has the voltage of a cell: fields of cells that a battery has not hold anything. */
function isCell(volts: Float64Array): boolean {
  let seen = 0;
  let cells = 0;
  for (const value of volts) {
    if (!(value > 0)) continue;
    seen += 1;
    if (value > 1.5 && value < 5) cells += 1;
  }
  return cells > 0 && cells >= seen * 0.9;
}

/** The lowest cell; else the battery by the number of its cells. */
export function perCellOf(seen: Seen): Line | undefined {
  const cells = seen.once(cellsOf);
  if (cells.length > 0) return outermostOf(cells.map(filled), -1);
  const whole = seen.named("batteryVoltage");
  const count = whole && cellCountOf(seen, whole);
  return whole && count
    ? {
        times: whole.times,
        values: whole.values.map((volts) => (volts > 3 ? volts / count : Number.NaN)),
      }
    : undefined;
}

/** A cell that is not heard of has no voltage. */
function filled({ times, values }: Line): Line {
  return { times, values: values.map((volts) => (volts > 0.5 ? volts : Number.NaN)) };
}

/** No cell is charged higher: 4.35 V, and what a meter is wrong by. */
const fullVolts = 4.4;

/** As the log says; else as few as can have the highest voltage seen: too few raise no alarm. */
function cellCountOf(seen: Seen, { values }: Line): number | undefined {
  const told =
    seen.line("battery_status.cell_count")?.values.at(-1) ??
    seen.parameter("BAT1_N_CELLS", "BAT_N_CELLS");
  if (told !== undefined && told > 0) return told;
  let highest = 0;
  for (const value of values) if (value > highest && value < 100) highest = value;
  const count = Math.ceil(highest / fullVolts);
  const even = count > 6 ? count + (count % 2) : count;
  return count > 0 ? even : undefined;
}
