import { canonicalJson, type Json } from "@homepoint/base";
import { describeFact, targetOf, type Level } from "../describe-fact.ts";
import type { Fact } from "../fact.ts";
import { positionOf, type SiemEntry } from "./siem-entry.ts";

// ArcSight Common Event Format, version 0 of the format: a header of seven parts, then keys and
// values. What a value may not hold is escaped, so that nobody's file name adds a key of its own.

const severities: Readonly<Record<Level, number>> = { routine: 1, notable: 4, alarm: 8 };

/** One event, in one line, without its newline. */
export function cefLine(entry: SiemEntry, version: string): string {
  const { fact, state } = entry;
  const { code, level } = fact
    ? describeFact(fact)
    : {
        code: `entry.${state}`,
        level: state === "damaged" ? ("alarm" as const) : ("routine" as const),
      };
  const header = [
    "CEF:0",
    "Homepoint",
    "Homepoint",
    version,
    code,
    nameOf(code),
    severities[level],
  ];
  return `${header.map((part) => escapeHeader(String(part))).join("|")}|${extension(entry)}`;
}

function nameOf(code: string): string {
  return code.replaceAll(/[-.]/g, " ");
}

function extension(entry: SiemEntry): string {
  const { fact, hour } = entry;
  const at = fact ? Date.parse(fact.at) : Date.parse(`${hour.slice(0, 13)}:00:00Z`);
  const values: [string, Json | undefined][] = [
    ["rt", Number.isNaN(at) ? undefined : at],
    ["externalId", positionOf(entry)],
    ["cat", fact?.kind ?? entry.state],
    ["suser", fact?.by],
    ...(fact ? particulars(fact) : []),
    ...(fact
      ? ([
          ["cs1Label", "fact"],
          ["cs1", canonicalJson(fact)],
        ] as [string, Json][])
      : []),
  ];
  return values
    .flatMap(([key, value]) => (value === undefined ? [] : `${key}=${escapeValue(String(value))}`))
    .join(" ");
}

type Particulars = [string, Json | undefined][];

/** Under the names that CEF has for them; the whole fact stands in cs1. */
function particulars(fact: Fact): Particulars {
  switch (fact.kind) {
    case "verdict":
      return [
        ["act", fact.verdict.allowed ? "allowed" : "blocked"],
        ["reason", fact.verdict.because],
        ...connection(fact.attempt),
      ];
    case "flow-ended":
      return [
        ["out", fact.bytesUp],
        ["in", fact.bytesDown],
        ["reason", fact.because],
        ...connection(fact.attempt),
      ];
    case "verdicts-aggregated":
      return [
        ["act", "blocked"],
        ["reason", fact.because],
        ["cnt", fact.count],
        ["dhost", fact.target],
        ["shost", fact.subject.id],
      ];
    case "sealed":
      return [
        ["fname", fact.name],
        ["fsize", fact.size],
        ["fileHash", fact.sha256],
      ];
    case "sign-in-refused":
      return [
        ["duser", fact.name],
        ["shost", fact.from],
        ["cnt", fact.count],
        ["outcome", "refused"],
      ];
    case "handed-over":
      return [
        ["outcome", fact.outcome],
        ["out", fact.bytes],
      ];
    default:
      return [];
  }
}

function connection(attempt: Extract<Fact, { kind: "verdict" }>["attempt"]): Particulars {
  const isConnection = attempt.kind === "connection";
  return [
    ["shost", attempt.subject.id],
    ["dhost", targetOf(attempt)],
    ["dpt", isConnection ? attempt.port : undefined],
    ["proto", isConnection ? attempt.protocol : undefined],
    ["deviceDirection", isConnection ? (attempt.direction === "out" ? 1 : 0) : undefined],
  ];
}

/** Newlines have no place in a header. */
function escapeHeader(text: string): string {
  return text.replaceAll(/[\\|]/g, String.raw`\$&`).replaceAll(controls, " ");
}

function escapeValue(text: string): string {
  return text
    .replaceAll(/[\\=]/g, String.raw`\$&`)
    .replaceAll("\r", String.raw`\r`)
    .replaceAll("\n", String.raw`\n`)
    .replaceAll(controls, " ");
}

// oxlint-disable-next-line no-control-regex -- they are what is to be taken out
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
