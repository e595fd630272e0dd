import { expect, test } from "vitest";
import { defineProblems, isProblem } from "./problems.ts";

const problem = defineProblems("kitchen", {
  burnt: "The {dish} burnt after {minutes} minutes.",
  closed: "The kitchen is closed.",
});

test("a problem has a code, a sentence and its values", () => {
  const burnt = problem("burnt", { dish: "cake", minutes: 40 });
  expect(burnt.code).toBe("kitchen/burnt");
  expect(burnt.message).toBe("The cake burnt after 40 minutes.");
  expect(burnt.values).toEqual({ dish: "cake", minutes: 40 });
});

test("a problem keeps its cause", () => {
  const cause = new Error("oven");
  expect(problem("closed", {}, { cause }).cause).toBe(cause);
});

test("a blank that the sentence does not have does not compile", () => {
  // @ts-expect-error minutes is missing
  expect(problem("burnt", { dish: "cake" }).message).toContain("cake");
});

test("problems are told apart by code", () => {
  expect(isProblem(problem("closed"), "kitchen/closed")).toBe(true);
  expect(isProblem(problem("closed"), "kitchen/burnt")).toBe(false);
  expect(isProblem(new Error("closed"))).toBe(false);
});
