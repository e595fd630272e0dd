import { isArmedAtEnd } from "../air.ts";
import { perCellOf } from "../cells.ts";
import type { Rule } from "../rule.ts";
import type { Seen } from "../seen.ts";
import { partsWithin, type Line } from "../stretches.ts";
import { supplyOf } from "./battery.ts";

/** Formats that the aircraft itself writes: when it has no power, they end. */
const onBoard = /^(?:ulog|ardupilot)/;

/** Metres above the ground that no landing leaves. */
const highMeters = 3;

/** How far from its end a log is looked at. */
const lastSeconds = 3;

/** Volts of a board, and of a cell, that explain why. */
const spent = { board: 4.6, cell: 3.2 } as const;

/** Nobody switches a log off in the air: the board lost its power, or the file its end. */
const endsInAir: Rule = {
  id: "log-ends-in-air",
  find: (seen) => {
    const height = lastOf(seen.named("height") ?? seen.line("CTUN.BarAlt", "CTUN.BAlt"));
    // Motors that were locked were locked by somebody, however high the ground is there.
    const isFlying = seen.isInAir(seen.end - 0.5) && isArmedAtEnd(seen) !== false;
    if (seen.vehicle === "ground") return [];
    if (!onBoard.test(seen.flight.format) || !isFlying || !(height > highMeters)) return [];
    const [supply, cell] = [seen.once(supplyOf), seen.once(perCellOf)[0]].map((line) =>
      lowestAtEnd(seen, line),
    );
    const isSpent = (supply ?? 9) < spent.board || (cell ?? 9) < spent.cell;
    const values = {
      height,
      limit: highMeters,
      ...(supply !== undefined && { voltage: supply }),
    };
    return [{ at: seen.end, level: isSpent ? "serious" : "warning", values }];
  },
};

function lastOf(line: Line | undefined): number {
  return line?.values.at(-1) ?? Number.NaN;
}

function lowestAtEnd(seen: Seen, line: Line | undefined): number | undefined {
  if (!line) return undefined;
  const [part] = partsWithin(line, [{ from: seen.end - lastSeconds, to: seen.end }]);
  const known = part?.values.filter((value) => value > 0) ?? [];
  return known.length > 0 ? Math.min(...known) : undefined;
}

export const logEndRules: readonly Rule[] = [endsInAir];
