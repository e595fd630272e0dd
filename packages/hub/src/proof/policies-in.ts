import type { PolicySpell } from "@homepoint/policy";

type Times = { readonly from: string; readonly until: string };

/** The part of some spells that lies within a time; one of no length is in the spell it falls in. */
export function policiesIn(
  spells: readonly PolicySpell[],
  { from, until }: Times,
): readonly PolicySpell[] {
  return spells
    .filter((spell) => (spell.from <= from ? spell.until > from : spell.from < until))
    .map((spell) => ({
      ...spell,
      from: spell.from > from ? spell.from : from,
      until: spell.until < until ? spell.until : until,
    }));
}
