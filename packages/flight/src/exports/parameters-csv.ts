import type { Parameter } from "../flight.ts";
import { csvLine } from "./csv-line.ts";
import { textOf } from "./numbers.ts";

/** The value of a parameter with no digits that it does not have; empty where it is no number. */
export function settingText(value: number | null | undefined): string {
  if (value === null || value === undefined) return "";
  if (Number.isInteger(value) || Math.fround(value) !== value) return String(value);
  // Aircraft keep 32 bits: the shortest text that is read back as the same.
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(value);
}

const heads = ["name", "value", "default", "configured default", "changes"];

/** Parameters as comma-separated values: a line each, with what they were changed to and when. */
export function* toParametersCsv(parameters: readonly Parameter[]): Iterable<string> {
  yield csvLine(heads);
  for (const { name, value, defaultValue, configurationValue, changes = [] } of parameters) {
    const changed = changes.map(({ at, value }) => `${textOf(at, "s")} s: ${settingText(value)}`);
    const values = [value, defaultValue, configurationValue].map(settingText);
    yield csvLine([name, ...values, changed.join("; ")]);
  }
}
