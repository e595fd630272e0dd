import type { Mode } from "@homepoint/policy";

export type Words = {
  readonly title: string;
  readonly modes: Readonly<Record<Mode, string>>;
  readonly alive: string;
  readonly closed: string;
  readonly refused: string;
  readonly passed: string;
  readonly nothing: string;
  readonly unknown: string;
  readonly heads: readonly [string, string, string];
};

export const words: Readonly<Record<"en" | "de", Words>> = {
  en: {
    title: "Homepoint gateway",
    modes: {
      offline: "Offline: nothing passes.",
      "local-data": "Local Data Mode: only maps and time pass, if they were granted.",
      restricted: "Restricted: services pass that were granted one by one.",
      standard: "Observed: everything passes and goes on record.",
    },
    alive: "The gateway is on watch.",
    closed: "The gateway is closed: not even what was granted passes now.",
    refused: "Refused",
    passed: "Passed",
    nothing: "Nothing so far.",
    unknown: "unknown",
    heads: ["UTC", "Where to", "What for, or whose"],
  },
  de: {
    title: "Homepoint-Gateway",
    modes: {
      offline: "Offline: Nichts geht durch.",
      "local-data": "Lokaler Datenmodus: Nur Karten und Zeit gehen durch, wenn sie erlaubt sind.",
      restricted: "Eingeschränkt: Einzeln erlaubte Dienste gehen durch.",
      standard: "Beobachtet: Alles geht durch und wird festgehalten.",
    },
    alive: "Das Gateway wacht.",
    closed: "Das Gateway ist zu: Auch Erlaubtes geht gerade nicht durch.",
    refused: "Abgewiesen",
    passed: "Durchgelassen",
    nothing: "Bisher nichts.",
    unknown: "unbekannt",
    heads: ["UTC", "Wohin", "Wozu oder wem"],
  },
};

export function languageOf(accepted: string | undefined): keyof typeof words {
  return /^\s*de\b/i.test(accepted ?? "") ? "de" : "en";
}
