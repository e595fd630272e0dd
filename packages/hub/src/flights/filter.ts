import type { FlightFilter, FlightRow } from "@homepoint/api";
import { aircraftKey } from "./aircraft-key.ts";

type Test = (row: FlightRow, searchText: string) => boolean;

/** Words that a flight is found by, in lower case. */
export function searchTextOf(row: FlightRow, notes: string): string {
  const { maker, model, name, serial } = row.aircraft;
  return [row.name, maker, model, name, serial, row.pilot, ...row.tags, notes]
    .filter(Boolean)
    .join("\n")
    .toLowerCase();
}

/** One test for the whole filter; what the filter does not name passes. */
export function matcherOf(filter: FlightFilter): Test {
  const tests: Test[] = [];
  const words = (filter.text ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length > 0) tests.push((_, text) => words.every((word) => text.includes(word)));
  const { from, to, needsKeys, damaged } = filter;
  if (from !== undefined) tests.push(({ startedAt }) => startedAt !== null && startedAt >= from);
  if (to !== undefined) tests.push(({ startedAt }) => startedAt !== null && startedAt < to);
  if (needsKeys !== undefined) tests.push((row) => row.needsKeys === needsKeys);
  if (damaged !== undefined) tests.push((row) => row.damaged === damaged);
  tests.push(...oneOf(filter.aircraft, (row) => [aircraftKey(row.aircraft)]));
  tests.push(...oneOf(filter.pilot, (row) => [row.pilot]));
  tests.push(...oneOf(filter.sensitivity, (row) => [row.sensitivity]));
  tests.push(...oneOf(filter.proof, (row) => [row.proof]));
  tests.push(...oneOf(filter.tag, (row) => row.tags));
  return (row, text) => tests.every((test) => test(row, text));
}

function oneOf(
  wanted: readonly string[] | undefined,
  valuesOf: (row: FlightRow) => readonly (string | null)[],
): Test[] {
  if (!wanted || wanted.length === 0) return [];
  const set = new Set<string | null>(wanted);
  return [(row) => valuesOf(row).some((value) => set.has(value))];
}
