import type { Rule } from "../rule.ts";
import type { Seen } from "../seen.ts";
import { cellsOf, lowCellOf, perCellOf } from "../cells.ts";
import { extremesOf } from "../signal.ts";
import { combine, outermostOf, partsWithin, stretchesOf, type Line } from "../stretches.ts";
import { thresholdRule } from "../threshold.ts";

function cellsInAir(seen: Seen): readonly Line[] {
  return seen.once(perCellOf).flatMap((line) => seen.inAir(line));
}

/** Volts of a cell: no chemistry that flies is set up to be empty below the least. */
const usualEmpty = 3.3;
const leastEmpty = 2.4;

/**
 * Under load a lithium polymer cell is empty at 3.3 V, and takes harm below 3.0 V; one of lithium ion
 * is empty where its set-up says.
 */
const cellVoltageLow = thresholdRule({
  id: "cell-voltage-low",
  measure: "voltage",
  lines: (seen) => cellsInAir(seen),
  grades: (seen) => {
    const own = seen.parameter("BAT1_V_EMPTY", "BAT_V_EMPTY") ?? lowCellOf(seen);
    const empty = Math.min(usualEmpty, own && own > leastEmpty ? own : usualEmpty);
    return [
      { level: "serious", below: empty - 0.3, until: empty - 0.25, seconds: 2 },
      { level: "warning", below: empty, until: empty + 0.05, seconds: 4 },
    ];
  },
});

const cellsApart = thresholdRule({
  id: "cells-apart",
  measure: "difference",
  lines: (seen) => seen.inAir(spreadOf(seen.once(cellsOf))),
  grades: [
    { level: "serious", above: 0.4, until: 0.35, seconds: 5 },
    { level: "warning", above: 0.2, until: 0.17, seconds: 5 },
  ],
});

function spreadOf(cells: readonly Line[]): Line | undefined {
  if (cells.length < 2) return undefined;
  return combine([outermostOf(cells), outermostOf(cells, -1)], (most, least) => most - least);
}

/** A battery that gives less under a load than a moment before is worn, cold, or about to fail. */
const sag = { volts: 0.5, seconds: 1.5, below: usualEmpty } as const;

const voltageSag: Rule = {
  id: "voltage-sag",
  find: (seen) =>
    cellsInAir(seen).flatMap((line) => {
      const drop = dropsOf(line, sag.seconds);
      return stretchesOf([drop], { above: sag.volts, seconds: 0 }).map(({ from, to, peak }) => {
        const lowest = extremesOf(partsWithin(line, [{ from, to }])).least;
        return {
          at: from,
          until: to,
          level: "warning" as const,
          values: { drop: peak, voltage: lowest, limit: sag.volts },
        };
      });
    }),
};

/** How far each value is below the highest of the seconds before it; of low values only. */
function dropsOf({ times, values }: Line, seconds: number): Line {
  const drops = new Float64Array(values.length);
  let first = 0;
  for (let row = 0; row < values.length; row += 1) {
    const [time, value] = [times[row] as number, values[row] as number]; // below the length
    while ((times[first] as number) < time - seconds) first += 1; // ends at the row
    let highest = value;
    const start = Math.max(first, row - 64); // bounds what a dense column costs
    for (let at = start; at < row; at += 1) highest = Math.max(highest, values[at] ?? value);
    drops[row] = value < sag.below ? highest - value : 0;
  }
  return { times, values: drops };
}

/** Where the log's maker tells charge by voltage alone, low is not yet empty. */
const chargeLow = thresholdRule({
  id: "charge-low",
  measure: "charge",
  // ArduPilot counts down from a capacity that few have set.
  lines: (seen) => (isArdupilot(seen) ? [] : seen.inAir(seen.named("batteryPercent")).map(known)),
  grades: [
    { level: "serious", below: 5.5, seconds: 2 },
    { level: "warning", below: 10.5, seconds: 2 },
  ],
});

/** Batteries report 0 until they are heard of. */
function known({ times, values }: Line): Line {
  const first = values.findIndex((value) => value > 0);
  return { times: times.subarray(first), values: values.subarray(first) };
}

function isArdupilot({ flight }: Seen): boolean {
  return flight.format.startsWith("ardupilot") || flight.aircraft.maker === "ArduPilot";
}

/** What the set-up itself calls low. */
const voltageBelowSet: Rule = thresholdRule({
  id: "voltage-below-set",
  measure: "voltage",
  lines: (seen) =>
    isArdupilot(seen)
      ? seen.inAir(seen.line("BAT.Volt", "CURR.Volt", "SYS_STATUS.voltage_battery"))
      : [],
  grades: (seen) => {
    const low = seen.parameter("BATT_LOW_VOLT", "BATT_FS_LOWVOLT", "FS_BATT_VOLTAGE") ?? 0;
    const critical = seen.parameter("BATT_CRT_VOLT") ?? 0;
    return [
      { level: "serious", below: critical, seconds: 10 },
      { level: "warning", below: low, seconds: 10 },
    ];
  },
});

/** Fields that hold the voltage that the board runs on, and what makes volts of them. */
const supplies: readonly (readonly [source: string, scale: number])[] = [
  ["POWR.Vcc", 1],
  ["CURR.Vcc", 0.001],
  ["system_power.voltage5v_v", 1],
  ["POWER_STATUS.Vcc", 1],
  ["HWSTATUS.Vcc", 1],
];

export function supplyOf(seen: Seen): Line | undefined {
  for (const [source, scale] of supplies) {
    const line = seen.line(source);
    // A voltage of 0 is one that nobody measures.
    if (line?.values.some((value) => value * scale > 1))
      return { ...line, values: line.values.map((value) => value * scale) };
  }
  return undefined;
}

const supplyVoltageLow = thresholdRule({
  id: "supply-voltage-low",
  measure: "voltage",
  lines: (seen) => seen.inAir(seen.once(supplyOf)),
  grades: [
    { level: "serious", below: 4.3, seconds: 0 },
    { level: "warning", below: 4.6, until: 4.65, seconds: 0 },
  ],
});

/** How much the voltage of a board may differ within one flight. */
const steadyVolts = 0.3;

const supplyVoltageUnsteady: Rule = {
  id: "supply-voltage-unsteady",
  find: (seen) =>
    seen.inAir(seen.once(supplyOf)).flatMap((part) => {
      const { least, most } = extremesOf([part]);
      const difference = most - least;
      if (!(difference > steadyVolts)) return [];
      const at = part.times[part.values.indexOf(least)] ?? 0;
      return [{ at, level: "warning" as const, values: { difference, limit: steadyVolts } }];
    }),
};

export const batteryRules: readonly Rule[] = [
  cellVoltageLow,
  cellsApart,
  voltageSag,
  chargeLow,
  voltageBelowSet,
  supplyVoltageLow,
  supplyVoltageUnsteady,
];
