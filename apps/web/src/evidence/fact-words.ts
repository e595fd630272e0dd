import type { EvidenceEntry } from "@homepoint/api";
import { describeFact, type Fact } from "@homepoint/evidence";
import type { Measures } from "../units/measures.ts";
import type { Say, Values } from "../words/i18n.ts";
import { categoryOf } from "./fact-categories.ts";

export type FactLevel = ReturnType<typeof describeFact>["level"];

export type FactTold = { readonly sentence: string; readonly level: FactLevel };

export type FactTeller = {
  readonly say: Say;
  readonly measures: Measures;
  readonly time: (instant: string) => string;
  /** Names of people by their ids. */
  readonly people: ReadonlyMap<string, string>;
};

/** A fact as one sentence. A kind from a newer hub is named, not hidden. */
export function tellFact(fact: EvidenceEntry["fact"], teller: FactTeller): FactTold {
  const { say } = teller;
  if (!fact) return { sentence: say("fact.destroyed"), level: "routine" };
  if (!isKnown(fact)) return { sentence: say("fact.other", { kind: fact.kind }), level: "notable" };
  const { code, level, values } = describeFact(fact);
  // Choices of a sentence are named without hyphens.
  const variants = code
    .slice(fact.kind.length + 1)
    .replaceAll("-", "_")
    .split(".");
  const [variant = "", variant2 = ""] = variants;
  const blanks = { ...shown(values, teller), variant, variant2 };
  return { sentence: say(`fact.${fact.kind}`, withDefaults(blanks, say)), level };
}

// The hub checked its facts before it recorded them; what is looked at here is the kind alone.
function isKnown(fact: { readonly kind: string }): fact is Fact {
  return Object.hasOwn(categoryOf, fact.kind);
}

function withDefaults(values: Values, say: Say): Values {
  return {
    ...values,
    format: values["format"] || "none",
    why: values["why"] || "none",
    name: values["name"] || say("fact.unnamed-log"),
  };
}

const isInstant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const isLongId = /^[0-9a-f]{32,}(-\d+)?$/;
const inBytes = new Set(["size", "bytes", "bytesIn", "bytesOut"]);

function shown(values: Values, { measures, time, people }: FactTeller): Values {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      if (typeof value === "number") {
        if (inBytes.has(key)) return [key, measures.size(value)];
        return [key, key === "runningSeconds" ? measures.long(value) : value];
      }
      if (isInstant.test(value)) return [key, time(value)];
      const name = people.get(value);
      if (name !== undefined) return [key, name];
      return [key, isLongId.test(value) ? value.slice(0, 8) : value];
    }),
  );
}
