import type { Level, Moment, MomentKind } from "../../flight.ts";
import { isReturn } from "../../mavlink/modes.ts";
import { labelAt, rowAt, valueAt, type Series, type Table } from "../../table.ts";
import type { DataflashLog } from "./log.ts";

/** Bounds what a made-up file can cost. */
const mostMoments = 10_000;

/** What happened in a flight, in order of time. */
export function findMoments(log: DataflashLog): readonly Moment[] {
  const track = log.tablesNamed("POS")[0] ?? log.tablesNamed("GPS")[0];
  const found = [
    ...flightsOf(log),
    ...log.tablesNamed("EV").flatMap(readEvents),
    ...log.tablesNamed("MODE").flatMap((table) => readModes(table, track)),
    ...log.tablesNamed("ERR").flatMap(readErrors),
    ...log.tablesNamed("CAM").flatMap(readPhotos),
  ].map((moment) => withPlace(moment, track));
  const texts = log.tablesNamed("MSG").flatMap(readTexts);
  return [...found, ...texts].toSorted((a, b) => a.at - b.at).slice(0, mostMoments);
}

function seriesOf(table: Table | undefined, field: string): Series | undefined {
  return table?.series.find(({ source }) => source === `${table.name}.${field}`);
}

/** One moment for each of a table's rows that is one. */
function fromRows(table: Table, read: (row: number, at: number) => readonly Moment[]) {
  const times = table.times.subarray(0, mostMoments);
  return [...times.entries()].flatMap(([row, at]) => read(row, at));
}

/** Events that have a kind of their own. */
const eventKinds: Readonly<Record<number, MomentKind>> = {
  18: "landing",
  25: "home-point",
  28: "take-off",
};

function readEvents(table: Table): readonly Moment[] {
  const id = seriesOf(table, "Id");
  if (!id) return [];
  return fromRows(table, (row, at) => {
    const kind = eventKinds[Number(id.values[row])] ?? "app-text";
    const text = labelAt(id, row) ?? `EV ${id.values[row]}`;
    return [{ at, kind, level: "note", text: kind === "app-text" ? text : "", rule: id.source }];
  });
}

/** Shorter spells in the air or on the ground are the software making up its mind. */
const settledSeconds = 2;

/** Planes log no event of it, but whether they fly. */
function flightsOf(log: DataflashLog): readonly Moment[] {
  const [table] = log.tablesNamed("STAT");
  const flying = seriesOf(table, "isFlying");
  const ids = log.tablesNamed("EV").flatMap((one) => [...(seriesOf(one, "Id")?.values ?? [])]);
  if (!table || !flying || ids.some((id) => eventKinds[Number(id)] === "take-off")) return [];
  const { times } = table;
  let last = Number(flying.values[0]);
  return fromRows(table, (row, at) => {
    const now = Number(flying.values[row]);
    const until = rowAt(times, at + settledSeconds);
    const isSettled = flying.values.subarray(row, until + 1).every((one) => Number(one) === now);
    if (now === last || !isSettled) return [];
    last = now;
    return [
      { at, kind: now ? "take-off" : "landing", level: "note", text: "", rule: flying.source },
    ];
  });
}

/** The first row says in which mode the log begins; in older logs its number alone is a number. */
function readModes(table: Table, track: Table | undefined): readonly Moment[] {
  const mode = seriesOf(table, "Mode");
  if (!mode) return [];
  const labels = Array.from(table.times, (_, row) => labelAt(mode, row) ?? `${mode.values[row]}`);
  const end = Math.max(table.times.at(-1) ?? 0, track?.times.at(-1) ?? 0);
  return fromRows(table, (row, at) => {
    const text = labels[row] ?? "";
    if (row === 0 || text === labels[row - 1]) return [];
    const changed: Moment = { at, kind: "flight-mode", level: "note", text, rule: mode.source };
    if (!isReturn(text.toUpperCase())) return [changed];
    const until = table.times[row + 1] ?? end;
    return [changed, { ...changed, until, kind: "return-home", text: "" }];
  });
}

/** Subsystems whose errors have a kind of their own. */
const errorKinds: Readonly<Record<number, readonly [MomentKind, Level]>> = {
  2: ["signal-lost", "warning"],
  3: ["compass", "warning"],
  5: ["signal-lost", "warning"],
  6: ["battery", "serious"],
  7: ["gps", "serious"],
  8: ["signal-lost", "warning"],
  9: ["limit", "warning"],
  11: ["gps", "warning"],
  12: ["impact", "serious"],
  13: ["control", "warning"],
  16: ["estimator", "serious"],
  17: ["estimator", "serious"],
  18: ["estimator", "warning"],
  24: ["estimator", "warning"],
  25: ["motor", "serious"],
  26: ["failsafe", "warning"],
  29: ["vibration", "warning"],
  31: ["gps", "warning"],
};

/** The number of the estimator in use: 0 is one of them, and no end of trouble. */
const primaryChanged = 24;

/** A code of 0 says that the trouble is over. */
function readErrors(table: Table): readonly Moment[] {
  const [part, code] = [seriesOf(table, "Subsys"), seriesOf(table, "ECode")];
  if (!part || !code) return [];
  return fromRows(table, (row, at) => {
    const subsystem = Number(part.values[row]);
    const errorCode = Number(code.values[row]);
    const text = `${labelAt(part, row) ?? `ERR ${subsystem}`} ${errorCode}`;
    const values = { subsystem, errorCode };
    const rule = part.source;
    if (errorCode === 0 && subsystem !== primaryChanged)
      return [{ at, kind: "app-text", level: "note", text, rule, values }];
    const [kind, level] = errorKinds[subsystem] ?? ["app-text", "warning"];
    return [{ at, kind, level, text, rule, values }];
  });
}

function readPhotos(table: Table): readonly Moment[] {
  return fromRows(table, (row, at) => {
    const [north, east] = [seriesOf(table, "Lat"), seriesOf(table, "Lng")];
    const latitude = north ? valueAt(north, row) : Number.NaN;
    const longitude = east ? valueAt(east, row) : Number.NaN;
    const isPlace = !Number.isNaN(latitude) && !Number.isNaN(longitude);
    const values = isPlace ? { values: { latitude, longitude } } : {};
    return [{ at, kind: "photo", level: "note", text: "", rule: "CAM", ...values }];
  });
}

function readTexts(table: Table): readonly Moment[] {
  const message = seriesOf(table, "Message");
  if (!message) return [];
  return fromRows(table, (row, at) => {
    const text = (labelAt(message, row) ?? "").trim();
    return text ? [{ at, kind: "app-text", level: "note", text }] : [];
  });
}

/** Where the aircraft was, for moments that have no numbers of their own. */
function withPlace(moment: Moment, track: Table | undefined): Moment {
  const [north, east] = [seriesOf(track, "Lat"), seriesOf(track, "Lng")];
  if (!track || !north || !east || moment.values) return moment;
  const row = Math.max(0, rowAt(track.times, moment.at));
  const [latitude, longitude] = [valueAt(north, row), valueAt(east, row)];
  if (Number.isNaN(latitude) || Number.isNaN(longitude)) return moment;
  return { ...moment, values: { latitude, longitude } };
}
