import type { Level } from "../flight.ts";
import type { Finding, Rule } from "./rule.ts";
import type { RuleId } from "./rule-table.ts";
import type { Seen } from "./seen.ts";
import { stretchesOf, type Line } from "./stretches.ts";

/** A field by which the aircraft itself says that something is wrong. */
type Flag = {
  readonly source: string;
  readonly isOn: (value: number) => boolean;
  readonly level: Level;
  /** A flag that is on for less is the aircraft making up its mind. */
  readonly seconds: number;
  /** Said on the ground too. */
  readonly anywhere?: true;
  /** Trouble only where it was off before: many fly without what such a flag is about. */
  readonly fresh?: true;
};

type FlagRule = {
  readonly id: RuleId;
  readonly flags: readonly Flag[];
};

export const isSet = (value: number): boolean => value > 0;

/** Is on where any of these bits is. */
export function hasBits(mask: number): (value: number) => boolean {
  return (value) => (value & mask) !== 0;
}

/** A rule that takes the aircraft's word; `value` is what the field said first. */
export function flagRule({ id, flags }: FlagRule): Rule {
  return {
    id,
    find: (seen) => mergeSame(flags.flatMap((flag) => findFlag(seen, flag))),
  };
}

function findFlag(seen: Seen, flag: Flag): readonly Finding[] {
  const { source, isOn, level, seconds, anywhere, fresh } = flag;
  if (!seen.isEver(source, isOn)) return [];
  const lines = seen.linesOf(source);
  const parts = anywhere ? lines : lines.flatMap((line) => seen.inAir(line));
  return parts.flatMap(({ times, values }) => {
    const raised = values.map((value) => (isOn(value) ? value || 1 : 0));
    const on: Line = { times, values: raised };
    if (fresh) quietUntilOff(raised);
    return stretchesOf([on], { above: 0, seconds }).map(({ from, to, peak }) => ({
      at: from,
      until: to,
      level,
      values: { value: peak, seconds: to - from },
    }));
  });
}

function quietUntilOff(raised: Float64Array): void {
  const off = raised.indexOf(0);
  raised.fill(0, 0, off < 0 ? raised.length : off);
}

/** Several fields and instances say the same at one time. */
function mergeSame(findings: readonly Finding[]): readonly Finding[] {
  const merged: Finding[] = [];
  for (const finding of findings.toSorted((a, b) => a.at - b.at)) {
    const last = merged.at(-1);
    const isSame = last !== undefined && finding.at <= (last.until ?? last.at);
    if (!isSame) merged.push(finding);
    else if (last.level !== "serious" && finding.level === "serious")
      merged[merged.length - 1] = { ...finding, at: last.at };
  }
  return merged;
}
