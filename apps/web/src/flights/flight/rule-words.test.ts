import { ruleOf, type Moment } from "@homepoint/flight";
import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import { expect, test } from "vitest";
import { makeMeasures } from "../../units/measures.ts";
import { de } from "../../words/de.ts";
import { en } from "../../words/en.ts";
import { makeI18n, sayWith } from "../../words/i18n.ts";
import { ruleWords, withoutTwins } from "./rule-words.ts";

const english = sayWith(makeI18n("en", en));
const german = sayWith(makeI18n("de", de));

const low: Moment = {
  at: 12,
  kind: "battery",
  level: "warning",
  text: "",
  rule: "cell-voltage-low",
  values: { voltage: 3.104, limit: 3.3, seconds: 4.25, latitude: 1, longitude: 2 },
};

/** A thin blank, as before units. */
const plain = (text: string | undefined) => text?.replaceAll("\u202f", " ");

test("a rule's numbers stand in a sentence", () => {
  expect(plain(ruleWords(low, english, makeMeasures("en", "metric")))).toBe(
    "3.10 V per cell, below 3.30 V for 4.3 s",
  );
  expect(plain(ruleWords(low, german, makeMeasures("de", "metric")))).toBe(
    "3,10 V je Zelle, unter 3,30 V für 4,3 s",
  );
});

test("heights and speeds are told in the person's units", () => {
  const high: Moment = {
    ...low,
    rule: "height-legal",
    values: { height: 130, limit: 121, seconds: 9 },
  };
  expect(plain(ruleWords(high, english, makeMeasures("en", "imperial")))).toBe(
    "427 ft above take-off; many countries allow 397 ft",
  );
});

test("a number that a log does not give is a dash", () => {
  const words = ruleWords({ ...low, values: {} }, english, makeMeasures("en", "metric"));
  expect(words).toBe("– per cell, below – for –");
});

test("a moment that a reader found has no such sentence", () => {
  const read = { ...low, rule: "vehicle_status.nav_state" };
  expect(ruleWords(read, english, makeMeasures("en", "metric"))).toBeUndefined();
});

const sentences = Object.entries(en).filter(([id]) => id.startsWith("rule."));

test.each(sentences)("%s names only numbers that its rule gives", (id, sentence) => {
  const rule = ruleOf(id.slice("rule.".length));
  expect(rule).toBeDefined();
  const tokens = compileMessageOrThrow(sentence);
  const blanks = tokens.flatMap((token) => (Array.isArray(token) ? [String(token[0])] : []));
  for (const blank of blanks) expect(Object.keys(rule?.values ?? {})).toContain(blank);
});

test("a text is not listed again beside the rule that knows what it is about", () => {
  const said: Moment = { at: 5, kind: "app-text", level: "note", text: "GPS Glitch" };
  const other: Moment = { ...said, text: "Mission: 2 WP" };
  const known: Moment = { ...said, kind: "gps", level: "warning", rule: "told-gps" };
  expect(withoutTwins([said, known, other])).toEqual([known, other]);
  const quiet = { ...known, level: "note" } as const;
  const loud = { ...said, level: "serious" } as const;
  expect(withoutTwins([loud, quiet])).toEqual([{ ...quiet, level: "serious" }]);
  expect(withoutTwins([said, other])).toEqual([said, other]);
});
