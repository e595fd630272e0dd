import { categoryOf, type Category } from "./fact-categories.ts";

/** What a person chose; days in UTC, both included, empty where there is no end. */
export type DiscloseChoice = {
  readonly from: string;
  readonly until: string;
  readonly category: Category | "all";
  readonly members: "plain" | "all";
};

const dayMs = 86_400_000;

export function choiceToday(): DiscloseChoice {
  const today = new Date().toISOString().slice(0, 10);
  return { from: today, until: today, category: "all", members: "plain" };
}

/** As the hub is asked. */
export function selectionOf({ from, until, category, members }: DiscloseChoice) {
  const end = Date.parse(`${until}T00:00:00.000Z`) + dayMs;
  return {
    ...(from === "" ? {} : { from: `${from}T00:00:00.000Z` }),
    ...(Number.isNaN(end) ? {} : { until: new Date(end).toISOString() }),
    ...(category === "all" ? {} : { kinds: kindsOf(category) }),
    members,
  };
}

function kindsOf(category: Category): string[] {
  return Object.entries(categoryOf).flatMap(([kind, of]) => (of === category ? [kind] : []));
}
