/** How much it would matter if a flight were known, from least to most. */
export const sensitivityLevels = ["open", "internal", "confidential", "secret"] as const;
export type SensitivityLevel = (typeof sensitivityLevels)[number];

/**
 * What is asked, and what each answer makes of a flight at least. The sentences belong to web and
 * cli. Source: DJI's guide, "Consider whether the data you create needs additional protection".
 */
export const questions = {
  film: {
    landscape: "open",
    "own-property": "open",
    "others-property": "internal",
    people: "internal",
    "critical-site": "confidential",
    "accident-or-crime": "confidential",
  },
  place: { public: "open", "with-permission": "open", closed: "internal", guarded: "confidential" },
  client: {
    myself: "open",
    customer: "open",
    "under-agreement": "internal",
    authority: "confidential",
    classified: "secret",
  },
  harm: {
    nothing: "open",
    annoyance: "open",
    "money-or-trust": "internal",
    "someone-exposed": "confidential",
    "someone-in-danger": "secret",
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, SensitivityLevel>>>>;

export type Question = keyof typeof questions;
export type Choice<Of extends Question> = Extract<keyof (typeof questions)[Of], string>;
export type Answers = { readonly [Of in Question]: Choice<Of> };

// Keys of that very table.
export const questionIds = Object.keys(questions) as readonly Question[];

export function choicesOf<Of extends Question>(question: Of): readonly Choice<Of>[] {
  return Object.keys(questions[question]) as Choice<Of>[];
}
