import type { Level } from "../flight.ts";
import type { Finding, Rule } from "./rule.ts";
import type { RuleId } from "./rule-table.ts";
import type { Seen } from "./seen.ts";
import { stretchesOf, type Bound, type Line, type Stretch } from "./stretches.ts";

/** How far and how long is how bad. */
type Grade = Bound & {
  readonly level: Level;
  /** The limit that is told, where the bound is a little beyond it. */
  readonly limit?: number;
};

type Graded = Stretch & { readonly level: Level; readonly limit: number; readonly seconds: number };

/** Stretches beyond the worst of the grades that each is beyond; the worst grade first. */
function gradedOf(lines: readonly Line[], grades: readonly Grade[]): readonly Graded[] {
  const found: Graded[] = [];
  for (const grade of grades) {
    const limit = grade.limit ?? grade.above ?? grade.below ?? 0;
    for (const { from, to, peak } of stretchesOf(lines, grade)) {
      const worse = found.findIndex((one) => one.from <= to && one.to >= from);
      if (worse < 0) found.push({ from, to, peak, limit, level: grade.level, seconds: to - from });
      else found[worse] = widen(found[worse] as Graded, { from, to }); // found just now
    }
  }
  return found;
}

/** A stretch that is bad is part of a longer one that is less so. */
function widen(worse: Graded, { from, to }: Pick<Stretch, "from" | "to">): Graded {
  return { ...worse, from: Math.min(worse.from, from), to: Math.max(worse.to, to) };
}

type Threshold = {
  readonly id: RuleId;
  /** What the lines measure, as `ruleTable` calls it. */
  readonly measure: string;
  readonly lines: (seen: Seen) => readonly Line[];
  readonly grades: readonly Grade[] | ((seen: Seen) => readonly Grade[]);
};

/** A rule that goes by one measure: its worst value, the limit it passed, and for how long. */
export function thresholdRule({ id, measure, lines, grades }: Threshold): Rule {
  return {
    id,
    find: (seen) =>
      gradedOf(lines(seen), typeof grades === "function" ? grades(seen) : grades).map(
        ({ from, to, peak, limit, seconds, level }): Finding => ({
          at: from,
          until: to,
          level,
          values: { [measure]: peak, limit, seconds },
        }),
      ),
  };
}
