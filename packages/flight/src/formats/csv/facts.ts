import type { Level, Moment, Written } from "../../flight.ts";
import { writtenFrom } from "../../moving-house/written.ts";
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

/** Names that nobody chose: of a file, or of the aircraft. */
const givenByItself = /\.(txt|csv|dat|json)$|^(dji)?flightrecord[_ ]/i;

/** What people wrote in Open DroneLog: the title, notes and tags, its own tags too. */
export function writtenOf(file: CsvFile): Written | undefined {
  const json = jsonOf(file, "all facts");
  if (typeof json !== "object" || json === null) return undefined;
  const { display_name, aircraft_name, drone_model, notes, tags } = json as Readonly<
    Record<string, unknown>
  >;
  const isChosen =
    typeof display_name === "string" &&
    ![aircraft_name, drone_model, undefined].includes(display_name) &&
    !givenByItself.test(display_name);
  return writtenFrom({
    name: isChosen ? display_name : undefined,
    notes,
    tags: Array.isArray(tags) ? tags.map((one: unknown) => tagOf(one)) : [],
  });
}

function tagOf(one: unknown): unknown {
  return typeof one === "object" && one !== null && "tag" in one ? one.tag : one;
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
