import type { Level, Moment, MomentKind, Numbers, Severity } from "../../flight.ts";
import { isReturn } from "../../mavlink/modes.ts";
import { labelAt, rowAt, valueAt, type Series, type Table } from "../../table.ts";
import type { VehicleLog } from "./vehicle-log.ts";

/** Bounds what a made-up file can cost. */
const mostMoments = 10_000;

/** What happened in a flight, in order of time. */
export function findMoments(log: VehicleLog): readonly Moment[] {
  const track = log.tablesNamed("GLOBAL_POSITION_INT")[0] ?? log.tablesNamed("GPS_RAW_INT")[0];
  const found = [
    ...inTheAir(log),
    ...modes(log),
    ...homePoints(log.tablesNamed("HOME_POSITION")[0]),
    ...photoTables.flatMap((name) => log.tablesNamed(name).flatMap(photos)),
  ].map((moment) => withPlace(moment, track));
  const texts = log.tablesNamed("STATUSTEXT").flatMap(readTexts);
  return [...found, ...texts].toSorted((a, b) => a.at - b.at).slice(0, mostMoments);
}

function seriesOf(table: Table | undefined, field: string): Series | undefined {
  return table?.series.find(({ source }) => source === `${table.name}.${field}`);
}

/** Rows at which a series takes another value than before; the first row is none of them. */
function changesOf(series: Series): readonly number[] {
  const rows: number[] = [];
  for (let row = 1; row < series.values.length && rows.length < mostMoments; row += 1)
    if (series.values[row] !== series.values[row - 1]) rows.push(row);
  return rows;
}

/** MAV_LANDED_STATE: in the air, taking off, landing. */
const airborneStates: ReadonlySet<number> = new Set([2, 3, 4]);

/** MAV_STATE: ArduPilot is active, or in trouble, while it flies, and in standby on the ground. */
const flyingStates: ReadonlySet<number> = new Set([4, 5, 6]);

const ardupilot = 3;

/** MAV_TYPE of an antenna tracker, a rover, a boat and a submarine: active is not in the air. */
const groundTypes: ReadonlySet<number | undefined> = new Set([5, 10, 11, 12]);

/** By the state that says so; by ArduPilot's heartbeat where none does. */
function inTheAir(log: VehicleLog): readonly Moment[] {
  const [state] = log.tablesNamed("EXTENDED_SYS_STATE");
  const landed = seriesOf(state, "landed_state");
  if (state && landed?.values.some((value) => Number(value) > 0))
    return takeOffs(state, landed, airborneStates);
  const [heartbeat] = log.tablesNamed("HEARTBEAT");
  const status = seriesOf(heartbeat, "system_status");
  if (!heartbeat || !status || log.vehicle.autopilot !== ardupilot) return [];
  if (groundTypes.has(log.vehicle.type)) return [];
  return takeOffs(heartbeat, status, flyingStates);
}

/** With motors that are locked nothing flies: trouble is told on the ground as well. */
function takeOffs(table: Table, series: Series, flying: ReadonlySet<number>): readonly Moment[] {
  const armed = seriesOf(table, "armed");
  const isFlying = (row: number) =>
    flying.has(Number(series.values[row])) && (!armed || armed.values[row] === 1);
  return changesOf(series)
    .filter((row) => isFlying(row) !== isFlying(row - 1))
    .map((row) =>
      note(isFlying(row) ? "take-off" : "landing", table.times[row] ?? 0, series.source),
    );
}

function note(kind: MomentKind, at: number, rule: string): Moment {
  return { at, kind, level: "note", text: "", rule };
}

function modes(log: VehicleLog): readonly Moment[] {
  const [heartbeat] = log.tablesNamed("HEARTBEAT");
  const mode = seriesOf(heartbeat, "custom_mode");
  if (!heartbeat || !mode) return [];
  const rows = changesOf(mode);
  return rows.flatMap((row, number) => {
    const text = labelAt(mode, row) ?? String(mode.values[row]);
    const at = heartbeat.times[row] ?? 0;
    const changed: Moment = { ...note("flight-mode", at, mode.source), text };
    if (!isReturn(text)) return [changed];
    const next = rows[number + 1] ?? heartbeat.times.length - 1;
    return [
      changed,
      { ...note("return-home", at, mode.source), until: heartbeat.times[next] ?? at },
    ];
  });
}

/** Home points nearer to the last one than this, in degrees, are the same (one metre). */
const sameHome = 1e-5;

function homePoints(table: Table | undefined): readonly Moment[] {
  const [north, east] = [seriesOf(table, "latitude"), seriesOf(table, "longitude")];
  if (!table || !north || !east) return [];
  const moments: Moment[] = [];
  let [y, x] = [1000, 1000]; // nowhere
  for (let row = 0; row < table.times.length && moments.length < mostMoments; row += 1) {
    const [latitude, longitude] = [valueAt(north, row), valueAt(east, row)];
    const isSame = Math.abs(latitude - y) < sameHome && Math.abs(longitude - x) < sameHome;
    if (isSame || Number.isNaN(latitude) || Number.isNaN(longitude)) continue;
    [y, x] = [latitude, longitude];
    const values = { latitude, longitude };
    moments.push({ ...note("home-point", table.times[row] ?? 0, north.source), values });
  }
  return moments;
}

const photoTables = ["CAMERA_FEEDBACK", "CAMERA_IMAGE_CAPTURED"];

function photos(table: Table): readonly Moment[] {
  const times = table.times.subarray(0, mostMoments);
  return Array.from(times, (at) => note("photo", at, table.name));
}

/** What MAV_SEVERITY is called, and how loud we say it. */
const severities: readonly (readonly [Severity, Level])[] = [
  ["emergency", "serious"],
  ["alert", "serious"],
  ["critical", "serious"],
  ["error", "warning"],
  ["warning", "warning"],
  ["notice", "note"],
  ["information", "note"],
  ["debug", "note"],
];

/** Parts of one text have one id, which is not 0, and follow each other at once. */
function readTexts(table: Table): readonly Moment[] {
  const text = seriesOf(table, "text");
  const severity = seriesOf(table, "severity");
  const id = seriesOf(table, "id");
  const part = seriesOf(table, "chunk_seq");
  if (!text || !severity || !id || !part) return [];
  const moments: Moment[] = [];
  for (let row = 0; row < table.times.length && moments.length < mostMoments; row += 1) {
    const words = labelAt(text, row) ?? "";
    const last = moments.at(-1);
    const goesOn = Number(id.values[row]) !== 0 && Number(part.values[row]) > 0;
    if (goesOn && last && id.values[row] === id.values[row - 1]) {
      moments[moments.length - 1] = { ...last, text: last.text + words };
      continue;
    }
    const [grade, level] = severities[Number(severity.values[row])] ?? ["information", "note"];
    const at = table.times[row] ?? 0;
    moments.push({ at, kind: "app-text", level, text: words, severity: grade });
  }
  return moments
    .map((moment) => ({ ...moment, text: moment.text.trim() }))
    .filter((moment) => moment.text !== "");
}

/** Where the aircraft was. */
function withPlace(moment: Moment, track: Table | undefined): Moment {
  const [north, east] = [seriesOf(track, "lat"), seriesOf(track, "lon")];
  if (!track || !north || !east || moment.values) return moment;
  const row = Math.max(0, rowAt(track.times, moment.at));
  const [latitude, longitude] = [valueAt(north, row), valueAt(east, row)];
  if (Number.isNaN(latitude) || Number.isNaN(longitude)) return moment;
  const values: Numbers = { latitude, longitude };
  return { ...moment, values };
}
