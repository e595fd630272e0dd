import { statusOf } from "@homepoint/api";
import { Problem } from "@homepoint/base";
import { expect, test } from "vitest";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { isWordId, makeI18n, sayWith } from "./i18n.ts";
import { problemWords } from "./problem-words.ts";

const say = sayWith(makeI18n("en", en));

test.each(Object.keys(statusOf))("the hub's problem %s has a sentence of its own", (code) => {
  expect(isWordId(`problem.${code}`)).toBe(true);
});

test("blanks of a problem are filled in", () => {
  const problem = new Problem("api/too-many-tries", "…", { seconds: 7 });
  expect(problemWords(say, problem)).toBe("Too many tries. Wait 7 seconds, then try again.");
});

test("a code that this page does not know is told in the hub's words, with its code", () => {
  const problem = new Problem("moon/too-far", "The moon is too far.");
  expect(problemWords(say, problem)).toBe("The moon is too far. (moon/too-far)");
  expect(problemWords(sayWith(makeI18n("de", de)), problem)).toContain("moon/too-far");
});

test("a hub that is gone and a page that broke are told apart", () => {
  expect(problemWords(say, new TypeError("Failed to fetch"))).toBe(en["problem.no-answer"]);
  expect(problemWords(say, new RangeError("oops"))).toBe(en["problem.unexpected"]);
});
