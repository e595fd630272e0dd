import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import { expect, test } from "vitest";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { makeI18n, sayWith } from "./i18n.ts";
import type { WordId } from "./words.ts";

const ids = Object.keys(en) as WordId[];

type Token = string | readonly [string, string?, unknown?];

/** Names of all blanks of a sentence, those inside plurals and choices too. */
function blanksOf(message: string): string[] {
  const blanks = new Set<string>();
  const walk = (tokens: readonly Token[]): void => {
    for (const token of tokens) {
      if (typeof token === "string") continue;
      const [name, , cases] = token;
      blanks.add(name);
      if (typeof cases === "object" && cases !== null)
        for (const inner of Object.values(cases)) if (Array.isArray(inner)) walk(inner);
    }
  };
  walk(compileMessageOrThrow(message) as readonly Token[]);
  return [...blanks].sort();
}

test("German has exactly the sentences of English", () => {
  expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
});

test.each(ids)("%s has the same blanks in both languages", (id) => {
  expect(blanksOf(de[id])).toEqual(blanksOf(en[id]));
});

test("plurals follow the language", () => {
  const [english, german] = [sayWith(makeI18n("en", en)), sayWith(makeI18n("de", de))];
  expect(english("choose.count", { count: 1 })).toBe("1 flight chosen");
  expect(english("choose.count", { count: 1200 })).toBe("1,200 flights chosen");
  expect(german("choose.count", { count: 1200 })).toBe("1.200 Flüge ausgewählt");
});
