import { setupI18n, type I18n } from "@lingui/core";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import { en } from "./en.ts";
import type { Language } from "./language.ts";
import type { WordId, Words } from "./words.ts";

export type Values = Readonly<Record<string, string | number>>;

/** Says a sentence in the person's language, its blanks filled in. */
export type Say = (id: WordId, values?: Values) => string;

const loaders: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => en,
  de: async () => (await import("./de.ts")).de,
};

type Compiled = ReturnType<typeof compileMessage>;
const compiled = new Map<string, Compiled>();

/** Each sentence is compiled when it is first said. */
function compileOnce(message: string): Compiled {
  const known = compiled.get(message) ?? compileMessage(message);
  compiled.set(message, known);
  return known;
}

export function makeI18n(language: Language, words: Words): I18n {
  const i18n = setupI18n();
  i18n.setMessagesCompiler(compileOnce);
  i18n.loadAndActivate({ locale: language, messages: words });
  return i18n;
}

export async function changeLanguage(i18n: I18n, language: Language): Promise<void> {
  i18n.loadAndActivate({ locale: language, messages: await loaders[language]() });
}

export function sayWith(i18n: I18n): Say {
  return (id, values) => i18n._(id, { ...values });
}

export function isWordId(id: string): id is WordId {
  return Object.hasOwn(en, id);
}
