import type { Fact, NewFact } from "../fact.ts";

/** A fact that is told from others by its number. */
export function numbered(number: number): NewFact {
  return { kind: "opened", by: "ann", object: `object ${number}`, person: "ann" };
}

export function numberOf(fact: Fact | undefined): number | undefined {
  return fact?.kind === "opened" ? Number(fact.object.slice("object ".length)) : undefined;
}
