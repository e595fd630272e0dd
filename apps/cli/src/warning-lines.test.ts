import type { Moment } from "@homepoint/flight";
import { expect, test } from "vitest";
import { warningLines } from "./warning-lines.ts";

const linesOf = (moments: readonly Moment[]) => [...warningLines({ moments })];

const low: Moment = {
  at: 754,
  kind: "battery",
  level: "warning",
  text: "",
  rule: "cell-voltage-low",
  values: { voltage: 3.104, limit: 3.3, seconds: 4.25, latitude: 1, longitude: 2 },
};

test("a warning says when, what, and the numbers of its rule", () => {
  expect(linesOf([low])).toEqual([
    "    12:34  Battery         cell voltage low: voltage 3.1 V, limit 3.3 V, for 4.25 s",
  ]);
});

test("a note is not worth a line", () => {
  expect(linesOf([{ ...low, level: "note" }])).toEqual([]);
});

test("what is serious is marked, and what the aircraft said is told in one line", () => {
  const text = "Crash: \u001b[31mDisarming\n";
  const lines = linesOf([{ at: 5, kind: "impact", level: "serious", text, rule: "told-impact" }]);
  expect(lines).toEqual(["!    0:05  Impact          told impact Crash:  [31mDisarming"]);
});

test("of many warnings the rest is counted", () => {
  const lines = linesOf(Array.from({ length: 23 }, () => low));
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toBe("  and 3 more warnings; --json lists all.");
});
