import type { en } from "./en.ts";

export type WordId = keyof typeof en;

/** A language: exactly the keys of English. */
export type Words = Readonly<Record<WordId, string>>;

/** The same part of the words in another language. */
export type Translated<Part> = { readonly [Id in keyof Part]: string };
