import { ruleOf, type Moment, type RuleMeaning } from "@homepoint/flight";
import { dash, type Measures } from "../../units/measures.ts";
import type { Say } from "../../words/i18n.ts";

type Unit = RuleMeaning["values"][string];
type Write = (value: number, measures: Measures) => string;

const gap = "\u202f";

function plain(label: string, digits: number): Write {
  return (value, { number }) => `${number(value, digits)}${label && gap}${label}`;
}

/** How the numbers of rules are written, by their units. */
const writers: Readonly<Partial<Record<Unit, Write>>> = {
  m: (value, measures) => measures.height(value),
  "m/s": (value, measures) => measures.speed(value),
  "m/s^2": plain("m/s²", 0),
  deg: (value, { number }) => `${number(value)}°`,
  "%": plain("%", 0),
  V: plain("V", 2),
  rpm: plain("rpm", 0),
  s: (value, { number }) => `${number(value, value < 10 ? 1 : 0)}${gap}s`,
};

/** A count, or a ratio. */
const pure: Write = (value, { number }) => number(value, Number.isInteger(value) ? 0 : 2);

/** What a rule found, in a sentence with its numbers; undefined where no rule found the moment. */
export function ruleWords(moment: Moment, say: Say, measures: Measures): string | undefined {
  const rule = ruleOf(moment.rule);
  if (!rule) return undefined;
  const words = Object.entries<Unit>(rule.values).map(([name, unit]) => {
    const value = moment.values?.[name];
    return [name, value === undefined ? dash : (writers[unit] ?? pure)(value, measures)] as const;
  });
  return say(`rule.${rule.id}`, Object.fromEntries(words));
}

const loudness = { note: 0, warning: 1, serious: 2 } as const;

/**
 * Without texts that stand again behind the rule that knows what they are about; what the rule found
 * is as loud as the louder of both.
 */
export function withoutTwins(moments: readonly Moment[]): readonly Moment[] {
  const isTold = ({ rule }: Moment) => rule?.startsWith("told-") ?? false;
  const told = new Set(moments.filter(isTold).map(placeOf));
  if (told.size === 0) return moments;
  const said = new Map(
    moments.filter(({ kind }) => kind === "app-text").map((moment) => [placeOf(moment), moment]),
  );
  return moments
    .filter((moment) => moment.kind !== "app-text" || !told.has(placeOf(moment)))
    .map((moment) => {
      const level = isTold(moment) ? said.get(placeOf(moment))?.level : undefined;
      return level && loudness[level] > loudness[moment.level] ? { ...moment, level } : moment;
    });
}

function placeOf({ at, text }: Moment): string {
  return `${at} ${text}`;
}
