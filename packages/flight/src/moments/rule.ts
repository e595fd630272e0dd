import type { Level, Numbers } from "../flight.ts";
import type { RuleId } from "./rule-table.ts";
import type { Seen } from "./seen.ts";

/** What a rule found: when, and the numbers that it goes by, as `ruleTable` names them. */
export type Finding = {
  readonly at: number;
  readonly until?: number;
  readonly level: Level;
  readonly values: Numbers;
  readonly text?: string;
};

/** Says of a flight where something went wrong. */
export type Rule = {
  readonly id: RuleId;
  /** In any order; costs no more than a few passes over the columns that it needs. */
  readonly find: (seen: Seen) => readonly Finding[];
};
