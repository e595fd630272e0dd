import { groupKeys, sensitivities, sortKeys } from "@homepoint/api";
import { proofVerdicts } from "@homepoint/policy";

/** What the address says of the list: what to show, in which order, as list or map. */
export type FlightSearch = {
  readonly text?: string;
  /** Days, `2024-06-30`, both included, in UTC. */
  readonly from?: string;
  readonly to?: string;
  readonly aircraft?: string;
  readonly pilot?: string;
  readonly tag?: string;
  readonly sensitivity?: string;
  readonly proof?: string;
  readonly needsKeys?: "true" | "false";
  readonly damaged?: "true" | "false";
  readonly sort?: (typeof sortKeys)[number];
  readonly order?: "ascending" | "descending";
  readonly group?: (typeof groupKeys)[number];
  readonly view?: "map";
};

const flags = ["true", "false"] as const;

/** Takes from an address what fits and drops the rest: an address is typed by anyone. */
export function readFlightSearch(raw: Readonly<Record<string, unknown>>): FlightSearch {
  const text = (key: string, longest: number): string | undefined => {
    const value = raw[key];
    return typeof value === "string" && value !== "" ? value.slice(0, longest) : undefined;
  };
  const date = (key: string): string | undefined => {
    const value = text(key, 10);
    return value && isDay(value) ? value : undefined;
  };
  const oneOf = <Choice extends string>(key: string, choices: readonly Choice[]) =>
    choices.find((choice) => choice === raw[key]);
  return withoutUndefined({
    text: text("text", 200),
    from: date("from"),
    to: date("to"),
    aircraft: text("aircraft", 4000),
    pilot: text("pilot", 4000),
    tag: text("tag", 4000),
    sensitivity: known(text("sensitivity", 100), sensitivities),
    proof: known(text("proof", 100), proofVerdicts),
    needsKeys: oneOf("needsKeys", flags),
    damaged: oneOf("damaged", flags),
    sort: oneOf("sort", sortKeys),
    order: oneOf("order", ["ascending", "descending"]),
    group: oneOf("group", groupKeys),
    view: oneOf("view", ["map"]),
  });
}

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && new Date(at || 0).toISOString().startsWith(text);
}

function known(list: string | undefined, all: readonly string[]): string | undefined {
  return (
    splitList(list)
      .filter((each) => all.includes(each))
      .join(",") || undefined
  );
}

function withoutUndefined(search: { [Key in keyof FlightSearch]: FlightSearch[Key] | undefined }) {
  return Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== undefined),
  ) as FlightSearch; // only what is undefined was left out
}

/** A list in an address, `a,b`; names cannot hold a comma. */
export function splitList(list: string | undefined): string[] {
  return (list ?? "").split(",").filter(Boolean);
}

export function joinList(values: readonly string[]): string | undefined {
  return values.join(",") || undefined;
}

const filterKeys = [
  "text",
  "from",
  "to",
  "aircraft",
  "pilot",
  "tag",
  "sensitivity",
  "proof",
  "needsKeys",
  "damaged",
] as const satisfies readonly (keyof FlightSearch)[];

/** Whether anything is left out of the list. */
export function isFiltered(search: FlightSearch): boolean {
  return filterKeys.some((key) => search[key] !== undefined);
}

/** The same view of all flights. */
export function withoutFilters(search: FlightSearch): FlightSearch {
  const rest = Object.entries(search).filter(
    ([key]) => !(filterKeys as readonly string[]).includes(key),
  );
  return Object.fromEntries(rest);
}

/** The filter as the hub takes it: days become instants, the last day is included. */
export function toFilter(search: FlightSearch) {
  const { from, to, view: _view, sort: _sort, order: _order, group: _group, ...rest } = search;
  return {
    ...rest,
    ...(from ? { from: `${from}T00:00:00Z` } : {}),
    ...(to ? { to: dayAfter(to) } : {}),
  };
}

function dayAfter(date: string): string {
  const millisecondsPerDay = 86_400_000;
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + millisecondsPerDay);
  return next.toISOString().replace(".000Z", "Z");
}

/** The whole question to the hub but for its window. */
export function toListQuery(search: FlightSearch) {
  const { sort, order, group } = search;
  return {
    ...toFilter(search),
    ...(sort ? { sort } : {}),
    ...(order ? { order } : {}),
    ...(group ? { group } : {}),
  };
}
