import type { Level, Moment, Numbers } from "../../flight.ts";
import { labelAt, rowAt, valueAt, valuesOf, type Table } from "../../table.ts";
import type { LogView } from "./flight.ts";
import { kinds } from "./row-kinds.ts";
import { contentOf } from "./rows.ts";
import { spansOf, type Span } from "./spans.ts";
import { readText } from "./text.ts";
import { timesOf } from "./time-rows.ts";

/** Bounds what a made-up file can cost. */
const mostMoments = 10_000;

/** What happened in a flight: read from the series, and what the app said. In order of time. */
export function findMoments(view: LogView): readonly Moment[] {
  const [osd] = view.tablesOf(kinds.osd);
  const found = [
    ...(osd ? ofAircraft(osd) : []),
    ...batteryWarnings(osd, view.tablesOf(kinds.smartBattery)[0]),
    ...homePoints(view.tablesOf(kinds.home)[0]),
    ...photos(view, osd),
    ...videos(view, osd),
    ...textKinds.flatMap((text) => texts(view, text)),
  ];
  return found.sort((a, b) => a.at - b.at).slice(0, mostMoments);
}

function ofAircraft(osd: Table): readonly Moment[] {
  const inMode = spansOf(osd, "OSD.flightMode");
  return [...inTheAir(osd), ...modes(osd, inMode), ...returns(osd, inMode), ...lostSignals(osd)];
}

/** Shorter spells on the ground or in the air are the flight controller making up its mind. */
const settledSeconds = 0.5;

/** Take-off: from the ground to the air. A log that begins in the air has none. */
function inTheAir(osd: Table): readonly Moment[] {
  const rule = "OSD.groundOrSky";
  const all = mergeSpans(spansOf(osd, rule), (value) => (value >= 2 ? 1 : 0));
  const isSettled = ({ first, end }: Span) =>
    timeAt(osd, end - 1) - timeAt(osd, first) >= settledSeconds || end === osd.times.length;
  const spans = all.filter(isSettled);
  return spans.slice(1).flatMap((span, before): readonly Moment[] => {
    if (span.value === spans[before]?.value) return [];
    const kind = span.value === 1 ? "take-off" : "landing";
    return [
      { at: timeAt(osd, span.first), kind, level: "note", text: "", rule, ...at(osd, span.first) },
    ];
  });
}

/** Spans by what their value means here, neighbours of one meaning joined. */
function mergeSpans(spans: readonly Span[], meaning: (value: number) => number): readonly Span[] {
  const merged: Span[] = [];
  for (const span of spans) {
    const value = meaning(span.value);
    const last = merged.at(-1);
    if (last?.value === value) merged[merged.length - 1] = { ...last, end: span.end };
    else merged.push({ ...span, value });
  }
  return merged;
}

function modes(osd: Table, spans: readonly Span[]): readonly Moment[] {
  const rule = "OSD.flightMode";
  return spans.slice(1).map(({ first, value }) => ({
    at: timeAt(osd, first),
    kind: "flight-mode",
    level: "note",
    text: labelOf(osd, rule, first) ?? String(value),
    rule,
  }));
}

const goHomeMode = 15;

/** Flight actions with which the pilot asked for it: all others came from the aircraft. */
const askedFor: ReadonlySet<string> = new Set([
  "None",
  "RCOnekeyGoHome",
  "AppAutoGoHome",
  "ApiAutoGoHome",
]);

/** Why the aircraft returns may be written a moment after that it does. */
const reasonRows = 10;

function returns(osd: Table, spans: readonly Span[]): readonly Moment[] {
  const rule = "OSD.flightAction";
  return spans
    .filter(({ value }) => value === goHomeMode)
    .map(({ first, end }) => {
      const rows = Array.from(
        { length: Math.min(reasonRows, end - first) },
        (_, row) => first + row,
      );
      const reasons = rows.map((row) => labelOf(osd, rule, row) ?? "None");
      const text = reasons.find((reason) => reason !== "None") ?? "None";
      const level = askedFor.has(text) ? "note" : "warning";
      return {
        ...spanTimes(osd, { first, end }),
        kind: "return-home",
        level,
        text,
        rule,
        ...at(osd, first),
      };
    });
}

function lostSignals(osd: Table): readonly Moment[] {
  const rule = "OSD.rcOutOfControl";
  return spansOf(osd, rule)
    .filter(({ value }) => value === 1)
    .map((span) => ({
      ...spanTimes(osd, span),
      kind: "signal-lost",
      level: "warning",
      text: "",
      rule,
      ...at(osd, span.first),
    }));
}

/** The flight controller's own warnings; where it gives none, the charge against the limits set. */
function batteryWarnings(osd: Table | undefined, battery: Table | undefined): readonly Moment[] {
  const rule = "OSD.voltageWarning";
  const own = mergeSpans(spansOf(osd, rule), (value) => (value >= 2 ? 2 : value));
  const table = osd && own.some(({ value }) => value > 0) ? osd : undefined;
  if (!table) return battery ? limitsPassed(battery) : [];
  return own.flatMap(({ value, first }, number): readonly Moment[] => {
    if (value <= (own[number - 1]?.value ?? 0)) return [];
    const level = value === 2 ? "serious" : "warning";
    return [{ at: timeAt(table, first), kind: "battery", level, text: "", rule }];
  });
}

const limits: readonly (readonly [rule: string, level: Level])[] = [
  ["SMART_BATTERY.lowWarning", "warning"],
  ["SMART_BATTERY.seriousWarning", "serious"],
];

function limitsPassed(battery: Table): readonly Moment[] {
  return limits.flatMap(([rule, level]) => {
    const percent = battery.series.find(({ source }) => source === "SMART_BATTERY.percent");
    const limit = battery.series.find(({ source }) => source === rule);
    if (!percent || !limit) return [];
    const limitValues = valuesOf(limit);
    const charges = valuesOf(percent);
    const row = charges.findIndex((charge, at) => charge > 0 && charge <= (limitValues[at] ?? 0));
    if (row < 0) return [];
    const values = { percent: valueAt(percent, row) };
    return [{ at: timeAt(battery, row), kind: "battery" as const, level, text: "", rule, values }];
  });
}

/** Home points nearer to the last one than this, in degrees, are the same (one metre). */
const sameHome = 1e-5;

function homePoints(home: Table | undefined): readonly Moment[] {
  const [north, east] = home ? positionSeries(home) : [];
  if (!home || !north || !east) return [];
  const [latitudes, longitudes] = [valuesOf(north), valuesOf(east)];
  const moments: Moment[] = [];
  let y = 1000; // nowhere
  let x = 1000;
  for (let row = 0; row < latitudes.length && moments.length < mostMoments; row += 1) {
    const latitude = latitudes[row] as number; // below the length
    const longitude = longitudes[row] as number;
    const isSame = Math.abs(latitude - y) < sameHome && Math.abs(longitude - x) < sameHome;
    if (isSame || Number.isNaN(latitude)) continue;
    y = latitude;
    x = longitude;
    const [kind, level, text, rule] = ["home-point", "note", "", "HOME.latitude"] as const;
    const values = { latitude, longitude };
    moments.push({ at: timeAt(home, row), kind, level, text, rule, values });
  }
  return moments;
}

/** The app notes each shot; where it does not, the camera's state once a second has to do. */
function photos(view: LogView, osd: Table | undefined): readonly Moment[] {
  const [custom] = view.tablesOf(kinds.custom);
  const [camera] = view.tablesOf(kinds.camera);
  const noted = starts(custom, "CUSTOM.cameraShoot");
  const shots = noted.length > 0 ? noted : starts(camera, "CAMERA.captureState");
  return shots.map(({ time, rule }) => ({
    at: time,
    kind: "photo",
    level: "note",
    text: "",
    rule,
    ...atTime(osd, time),
  }));
}

function starts(table: Table | undefined, rule: string) {
  if (!table) return [];
  return spansOf(table, rule)
    .filter(({ value }) => value === 1)
    .map(({ first }) => ({ time: timeAt(table, first), rule }));
}

function videos(view: LogView, osd: Table | undefined): readonly Moment[] {
  const rule = "CAMERA.recording";
  const [camera] = view.tablesOf(kinds.camera);
  const spans = mergeSpans(spansOf(camera, rule), (value) => (value > 0 ? 1 : 0));
  return spans
    .filter(({ value }) => value === 1)
    .flatMap((span) => {
      if (!camera) return [];
      const times = spanTimes(camera, span);
      const [kind, level, text] = ["video", "note", ""] as const;
      return [{ ...times, kind, level, text, rule, ...atTime(osd, times.at) }];
    });
}

const textKinds: readonly (readonly [kind: number, level: Level])[] = [
  [kinds.tip, "note"],
  [kinds.warn, "warning"],
  [kinds.visionWarnText, "warning"],
  [kinds.seriousWarn, "serious"],
];

/** §7.9: the whole content is the text. */
function texts(view: LogView, [kind, level]: readonly [number, Level]): readonly Moment[] {
  const rows = view.rowsOf(kind);
  const count = Math.min(rows.count, mostMoments);
  const times = timesOf(rows.places.subarray(0, count), view.samples);
  const moments: Moment[] = [];
  for (const [row, time] of times.entries()) {
    const content = contentOf(rows, row);
    const text = readText(content, 0, content.length);
    if (text && !rows.doubtful.includes(row))
      moments.push({ at: time, kind: "app-text", level, text });
  }
  return moments;
}

function timeAt(table: Table, row: number): number {
  return table.times[row] ?? 0; // rows of spans are rows of their table
}

/** From the first row to the row after the last, or to the last where the log ends with it. */
function spanTimes(table: Table, { first, end }: Pick<Span, "first" | "end">) {
  return { at: timeAt(table, first), until: timeAt(table, Math.min(end, table.times.length - 1)) };
}

function labelOf(table: Table, source: string, row: number): string | undefined {
  const series = table.series.find((one) => one.source === source);
  return series && labelAt(series, row);
}

/** Where the aircraft was. */
function at(osd: Table, row: number): { readonly values?: Numbers } {
  const values = positionAt(osd, row);
  return values ? { values } : {};
}

function atTime(osd: Table | undefined, time: number): { readonly values?: Numbers } {
  return osd ? at(osd, Math.max(0, rowAt(osd.times, time))) : {};
}

function positionAt(table: Table, row: number): Numbers | undefined {
  const [north, east] = positionSeries(table);
  if (!north || !east) return undefined;
  const [latitude, longitude] = [valueAt(north, row), valueAt(east, row)];
  return Number.isNaN(latitude) ? undefined : { latitude, longitude };
}

function positionSeries({ name, series }: Table) {
  return ["latitude", "longitude"].map((field) =>
    series.find(({ source }) => source === `${name}.${field}`),
  );
}
