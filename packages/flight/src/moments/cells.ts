import { sourcesOf, type SeriesName } from "../series-names.ts";
import type { Seen } from "./seen.ts";
import { quantileOf } from "./signal.ts";
import { outermostOf, type Line } from "./stretches.ts";

const mostCells = 12;

/** Voltages of single cells, in volts; none where the log knows only the whole battery. */
export function cellsOf(seen: Seen): readonly Line[] {
  const named = Array.from({ length: mostCells }, (_, cell) => cellNamed(seen, cell + 1));
  const ownCells = named.filter((line) => line !== undefined);
  if (ownCells.length > 0) return ownCells;
  const told = seen.places((cell) => `BCL.V${cell + 1}`, mostCells);
  const lines =
    told.length > 0 ? told : seen.places((cell) => `BATTERY_STATUS.voltages[${cell}]`, mostCells);
  return lines.flatMap((line) => {
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

/** The lowest cell; else each battery by the number of its cells. */
export function perCellOf(seen: Seen): readonly Line[] {
  const cells = seen.once(cellsOf);
  if (cells.length > 0) return [outermostOf(cells.map(filled), -1) ?? []].flat();
  const source = sourcesOf("batteryVoltage").find((one) => seen.has(one));
  const wholes = source ? seen.linesOf(source) : [];
  const [main] = wholes;
  const highest = main ? highestOf(main) : Number.NaN;
  const count = main && cellCountOf(seen, highest);
  if (!count) return [];
  return wholes
    .filter((one) => isLike(highestOf(one), highest))
    .map(({ times, values }) => ({
      times,
      values: values.map((volts) => (volts > 3 ? volts / count : Number.NaN)),
    }));
}

/** Batteries that fly side by side have one voltage; other meters watch other things. */
function isLike(volts: number, main: number): boolean {
  return Math.abs(volts / main - 1) < 0.2;
}

/** A cell that is not heard of has no voltage. */
function filled({ times, values }: Line): Line {
  return { times, values: values.map((volts) => (volts > 0.5 ? volts : Number.NaN)) };
}

/** No cell is charged higher: 4.35 V, and what a meter is wrong by. */
const fullVolts = 4.4;

/** What a meter shows now and then is no voltage that a battery had. */
const seenShare = 0.995;

function highestOf({ times, values }: Line): number {
  const known = values.map((value) => (value > 0 && value < 100 ? value : Number.NaN));
  return quantileOf([{ times, values: known }], seenShare);
}

/** As the log says; else as few as can have the highest voltage seen: too few raise no alarm. */
function cellCountOf(seen: Seen, highest: number): number | undefined {
  const told =
    seen.line("battery_status.cell_count")?.values.at(-1) ??
    seen.parameter("BAT1_N_CELLS", "BAT_N_CELLS");
  if (told !== undefined && told > 0) return told;
  const count = Math.ceil(highest / fullVolts);
  const even = count > 6 ? count + (count % 2) : count;
  return count > 0 ? even : undefined;
}

/** What ArduPilot's set-up calls low, for a cell of the battery; undefined where it says nothing. */
export function lowCellOf(seen: Seen): number | undefined {
  const low = seen.parameter("BATT_LOW_VOLT", "BATT_FS_LOWVOLT", "FS_BATT_VOLTAGE");
  const whole = seen.line("BAT.Volt", "CURR.Volt", "SYS_STATUS.voltage_battery");
  const count = whole && cellCountOf(seen, highestOf(whole));
  return low && count ? low / count : undefined;
}
