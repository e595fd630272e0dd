import { expect, test } from "vitest";
import { makeMeasures } from "./measures.ts";

test("a height just below zero is zero, not minus zero", () => {
  const measures = makeMeasures("en", "metric");
  expect(measures.height(-0.01)).toBe("0.0\u202fm");
  expect(measures.height(-1.26)).toBe("-1.3\u202fm");
});
