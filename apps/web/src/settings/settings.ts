import { timeChoices, type TimeChoice } from "../units/moments-in-time.ts";
import { unitSystems, type UnitSystem } from "../units/unit-systems.ts";
import { languages, type Language } from "../words/language.ts";

export const themes = ["system", "light", "dark"] as const;
type Theme = (typeof themes)[number];

/** How one person, in one browser, wants things shown. Nothing here tells of a flight. */
export type Settings = {
  readonly language: Language;
  readonly units: UnitSystem;
  readonly time: TimeChoice;
  readonly theme: Theme;
  /** For each format of logs which series the charts show, as an address says it. */
  readonly charts: Readonly<Record<string, string>>;
};

/** What is stored, with what is missing or unknown replaced by the default for this browser. */
export function readSettings(text: string | null, browserLanguages: readonly string[]): Settings {
  const stored = parse(text);
  return {
    language: oneOf(languages, stored["language"]) ?? languageOf(browserLanguages),
    units: oneOf(unitSystems, stored["units"]) ?? "metric",
    time: oneOf(timeChoices, stored["time"]) ?? "local",
    theme: oneOf(themes, stored["theme"]) ?? "system",
    charts: textsOf(stored["charts"]),
  };
}

function parse(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {}; // damaged by hand: as if nothing was stored
  }
}

const mostTexts = 100;
const longestText = 4000;

function textsOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== "object" || value === null) return {};
  const texts = Object.entries(value).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === "string" && entry[1].length <= longestText,
  );
  return Object.fromEntries(texts.slice(0, mostTexts));
}

function oneOf<Choice extends string>(
  choices: readonly Choice[],
  value: unknown,
): Choice | undefined {
  return choices.find((choice) => choice === value);
}

function languageOf(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const known = oneOf(languages, tag.slice(0, 2).toLowerCase());
    if (known) return known;
  }
  return "en";
}
