import type { Level, Moment } from "../../flight.ts";
import type { IdentityPart } from "./dialect.ts";
import { clampTime } from "./moments.ts";
import { firstText, type CsvFile } from "./walk.ts";

/** What Open DroneLog says of a flight, as JSON in a cell of the first row. */
export type Facts = Partial<Record<IdentityPart | "start", string>>;

const names: Readonly<Record<string, keyof Facts>> = {
  drone_model: "model",
  drone_serial: "aircraft serial",
  aircraft_name: "aircraft name",
  battery_serial: "battery serial",
  rc_serial: "controller serial",
  start_time: "start",
};

export function factsOf(file: CsvFile): Facts | undefined {
  const json = jsonOf(file, "all facts");
  if (typeof json !== "object" || json === null) return undefined;
  const known = Object.entries(json).flatMap(([key, value]) => {
    const name = Object.hasOwn(names, key) ? names[key] : undefined;
    return name && typeof value === "string" && value ? [[name, value.slice(0, 256)] as const] : [];
  });
  return Object.fromEntries(known);
}

/** Larger ones are not looked into. */
const largestJson = 8_388_608;

function jsonOf(file: CsvFile, part: "all facts" | "all texts"): unknown {
  const column = file.head.columns.findIndex(({ known }) => known.part === part);
  const text = column < 0 ? undefined : firstText(file, column);
  if (text === undefined || text.length > largestJson) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // damaged, and only words
  }
}

const mostTexts = 10_000;

/** Its kinds of texts. */
const levels: Readonly<Record<string, Level>> = {
  warn: "warning",
  warning: "warning",
  caution: "warning",
  serious_warn: "serious",
  error: "serious",
};

/** What the app said, which Open DroneLog keeps in one cell. */
export function textsInJson(file: CsvFile, times: Float64Array): readonly Moment[] {
  const json = jsonOf(file, "all texts");
  if (!Array.isArray(json)) return [];
  return json.slice(0, mostTexts).flatMap((one: unknown): readonly Moment[] => {
    if (typeof one !== "object" || one === null) return [];
    const { timestamp_ms: ms, type, message } = one as Readonly<Record<string, unknown>>;
    if (typeof ms !== "number" || typeof message !== "string" || !message) return [];
    const level = levels[String(type).toLowerCase()] ?? "note";
    return [{ at: clampTime(times, ms / 1000), kind: "app-text", level, text: message }];
  });
}
