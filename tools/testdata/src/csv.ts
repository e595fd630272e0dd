import type { MadeFlight, Sample } from "./fly.ts";

/** Kinds of tables that other software exports. */
export type CsvStyle =
  | "airdata feet"
  | "airdata meters"
  | "litchi"
  | "dronelog"
  | "flight reader"
  | "txt log";

/** How a table is written down. */
export type CsvWriting = {
  readonly separator?: "," | ";" | "\t";
  readonly decimal?: "." | ",";
  readonly lineEnd?: "\n" | "\r\n" | "\r";
};

type Cell = (sample: Sample, flight: MadeFlight) => string | number;
type Columns = Readonly<Record<string, Cell>>;

const foot = 0.3048;
const milePerHour = 0.44704;

const round = (value: number, digits: number) => Number(value.toFixed(digits));
const speedOf = ({ north, east }: Sample) => Math.hypot(north, east);
const stick = (share: number) => Math.round(1024 + 660 * share);

function distanceOf({ latitude, longitude }: Sample, { plan }: MadeFlight): number {
  const meters = 111_194.93;
  const east = (longitude - plan.longitude) * Math.cos((plan.latitude * Math.PI) / 180);
  return Math.hypot(latitude - plan.latitude, east) * meters;
}

function isoAt({ startedMs }: MadeFlight, { seconds }: Sample): string {
  return new Date(startedMs + Math.round(seconds * 1000)).toISOString();
}

const modes: Readonly<Record<number, string>> = {
  41: "Motors_Started",
  11: "Assisted_Takeoff",
  6: "P-GPS",
  15: "Go_Home",
  12: "Landing",
  33: "Confirm_Landing",
};
const modeOf = ({ mode }: Sample) => modes[mode] ?? "Unknown";

/** What the app says in the first row, and after half a minute. */
function sayingOf({ seconds }: Sample): string {
  if (seconds === 0) return 'Height limit is 120 m, "return height" is 30 m.';
  return Math.abs(seconds - 30) < 0.04 ? "Wind is strong; fly with caution" : "";
}

/** Lengths and speeds in the units that headers name. */
type Units = {
  readonly length: string;
  readonly speed: string;
  readonly temperature: string;
  readonly lengthOf: (meters: number) => number;
  readonly speedOf: (metersPerSecond: number) => number;
  readonly temperatureOf: (celsius: number) => number;
};

const imperial: Units = {
  length: "feet",
  speed: "mph",
  temperature: "f",
  lengthOf: (meters) => round(meters / foot, 7),
  speedOf: (speed) => round(speed / milePerHour, 6),
  temperatureOf: (celsius) => round(celsius * 1.8 + 32, 2),
};

const metric: Units = {
  length: "meters",
  speed: "m/s",
  temperature: "c",
  lengthOf: (meters) => round(meters, 2),
  speedOf: (speed) => round(speed, 2),
  temperatureOf: (celsius) => round(celsius, 1),
};

/** Without a fix for the first second, which is written as 0. */
const hasFix = ({ seconds }: Sample) => seconds >= 1;

function airdata(units: Units): Columns {
  const { length, speed, lengthOf } = units;
  return {
    "time(millisecond)": ({ seconds }) => Math.round(seconds * 1000),
    "datetime(utc)": (sample, flight) => isoAt(flight, sample).slice(0, 19).replace("T", " "),
    latitude: (sample) => (hasFix(sample) ? round(sample.latitude, 13) : 0),
    longitude: (sample) => (hasFix(sample) ? round(sample.longitude, 12) : 0),
    [`height_above_takeoff(${length})`]: ({ height }) => lengthOf(height),
    [`height_above_ground_at_drone_location(${length})`]: (sample) =>
      hasFix(sample) ? lengthOf(sample.height) : "",
    [`altitude_above_seaLevel(${length})`]: ({ height }, { plan }) =>
      lengthOf(plan.altitude + height),
    [`height_sonar(${length})`]: ({ height }) => (height < 20 ? lengthOf(height) : 0),
    [`speed(${speed})`]: (sample) => units.speedOf(speedOf(sample)),
    [`distance(${length})`]: (sample, flight) => lengthOf(distanceOf(sample, flight)),
    satellites: ({ satellites }) => satellites,
    gpslevel: () => 5,
    "voltage(v)": ({ volts }) => round(volts, 3),
    [` xSpeed(${speed})`]: ({ north }) => units.speedOf(north),
    [` ySpeed(${speed})`]: ({ east }) => units.speedOf(east),
    [` zSpeed(${speed})`]: ({ down }) => units.speedOf(down),
    " compass_heading(degrees)": ({ yaw }) => round((yaw + 360) % 360, 1),
    " pitch(degrees)": ({ pitch }) => ` ${round(pitch, 1)}`,
    " roll(degrees)": ({ roll }) => ` ${round(roll, 1)}`,
    isPhoto: ({ photo }) => Number(photo),
    isVideo: ({ filming }) => Number(filming),
    rc_elevator: ({ pitch }) => stick(Math.max(-1, Math.min(1, -pitch / 40))),
    rc_aileron: () => 1024,
    rc_throttle: () => 364,
    rc_rudder: () => 1684,
    "gimbal_heading(degrees)": ({ yaw }) => round((yaw + 360) % 360, 1),
    "gimbal_pitch(degrees)": ({ gimbalPitch }) => round(gimbalPitch, 1),
    battery_percent: ({ charge }) => Math.round(charge),
    ...voltages("voltageCell", (volts) => round(volts, 3)),
    "current(A)": ({ amperes }) => round(amperes, 3),
    [`battery_temperature(${units.temperature})`]: ({ celsius }) => units.temperatureOf(celsius),
    flycStateRaw: ({ mode }) => mode,
    flycState: modeOf,
    message: sayingOf,
  };
}

/** Six cells of which the battery has as many as it has. */
function voltages(name: string, write: (volts: number) => number): Columns {
  return Object.fromEntries(
    Array.from({ length: 6 }, (_, cell): [string, Cell] => [
      `${name}${cell + 1}`,
      ({ volts }, { plan }) =>
        cell < plan.aircraft.cells ? write(volts / plan.aircraft.cells) : 0,
    ]),
  );
}

const litchi: Columns = {
  latitude: ({ latitude }) => round(latitude, 8),
  longitude: ({ longitude }) => round(longitude, 8),
  "altitude(m)": ({ height }) => round(height, 1),
  "ultrasonicHeight(m)": ({ height }) => (height < 5 ? round(height, 1) : 0),
  "speed(mps)": (sample) => round(speedOf(sample), 2),
  "distance(m)": (sample, flight) => round(distanceOf(sample, flight), 2),
  "time(millisecond)": ({ seconds }) => Math.round(seconds * 1000),
  "datetime(utc)": (sample, flight) => isoAt(flight, sample).slice(0, 23).replace("T", " "),
  satellites: ({ satellites }) => satellites,
  home_latitude: (_, { plan }) => plan.latitude,
  home_longitude: (_, { plan }) => plan.longitude,
  "velocityX(mps)": ({ north }) => round(north, 1),
  "velocityY(mps)": ({ east }) => round(east, 1),
  "velocityZ(mps)": ({ down }) => round(down, 1),
  "pitch(deg)": ({ pitch }) => round(pitch, 1),
  "roll(deg)": ({ roll }) => round(roll, 1),
  "yaw(deg)": ({ yaw }) => round(yaw, 1),
  isflying: ({ inAir }) => Number(inAir),
  istakingphoto: ({ photo }) => Number(photo),
  remainPowerPercent: ({ charge }) => Math.round(charge),
  currentCurrent: ({ amperes }) => Math.round(amperes * -1000),
  currentVoltage: ({ volts }) => Math.round(volts * 1000),
  batteryTemperature: ({ celsius }) => round(celsius, 1),
  flightmode: modeOf,
  isMotorsOn: ({ motorsOn }) => Number(motorsOn),
  isTakingVideo: ({ filming }) => Number(filming),
  timestamp: (sample, flight) => Date.parse(isoAt(flight, sample)),
  ...voltages("Battery_Cell", (volts) => Math.round(volts * 1000)),
  Planename: (_, { plan }) => plan.aircraft.name,
  FlyControllerSerialNumber: (_, { plan }) => plan.aircraft.serial,
  RemoteSerialNumber: (_, { plan }) => plan.aircraft.controller,
  BatterySerialNumber: (_, { plan }) => plan.aircraft.battery,
  gimbalPitchRaw: ({ gimbalPitch }) => Math.round(gimbalPitch * 10),
  App_Warning: sayingOf,
};

const dronelog: Columns = {
  time_s: ({ seconds }) => round(seconds, 1),
  lat: ({ latitude }) => latitude,
  lng: ({ longitude }) => longitude,
  alt_m: ({ height }, { plan }) => round(plan.altitude + height, 2),
  distance_to_home_m: (sample, flight) => round(distanceOf(sample, flight), 2),
  height_m: ({ height }) => round(height, 2),
  vps_height_m: ({ height }) => (height < 5 ? round(height, 2) : ""),
  altitude_m: ({ height }, { plan }) => round(plan.altitude + height, 2),
  speed_ms: (sample) => round(speedOf(sample), 2),
  velocity_x_ms: ({ north }) => round(north, 2),
  velocity_y_ms: ({ east }) => round(east, 2),
  velocity_z_ms: ({ down }) => round(down, 2),
  battery_percent: ({ charge }) => Math.round(charge),
  battery_voltage_v: ({ volts }) => round(volts, 3),
  battery_temp_c: ({ celsius }) => round(celsius, 1),
  cell_voltages: ({ volts }, { plan }) => {
    const { cells } = plan.aircraft;
    return JSON.stringify(Array.from({ length: cells }, () => round(volts / cells, 3)));
  },
  satellites: ({ satellites }) => satellites,
  pitch_deg: ({ pitch }) => round(pitch, 2),
  roll_deg: ({ roll }) => round(roll, 2),
  yaw_deg: ({ yaw }) => round(yaw, 2),
  is_photo: ({ photo }) => Number(photo),
  is_video: ({ filming }) => Number(filming),
  flight_mode: modeOf,
  messages: ({ seconds }) =>
    seconds > 0
      ? ""
      : JSON.stringify([
          { timestamp_ms: 1500, type: "tip", message: 'Say "yes", then fly' },
          { timestamp_ms: 30_000, type: "warn", message: "Wind is strong" },
        ]),
  metadata: ({ seconds }, flight) => (seconds > 0 ? "" : JSON.stringify(dronelogFacts(flight))),
};

function dronelogFacts({ plan, startedMs }: MadeFlight) {
  return {
    format: "Drone Logbook CSV Export",
    drone_model: "Made Model",
    drone_serial: plan.aircraft.serial,
    aircraft_name: plan.aircraft.name,
    battery_serial: plan.aircraft.battery,
    start_time: new Date(startedMs).toISOString(),
    ...plan.written,
  };
}

/** Months first and twelve hours, as where its feet come from. */
function localDate(instant: string): string {
  const [year, month, day] = instant.slice(0, 10).split("-").map(Number);
  return `${month}/${day}/${year}`;
}

function localTime(instant: string): string {
  const hour = Number(instant.slice(11, 13));
  const half = hour < 12 ? "AM" : "PM";
  return `${hour % 12 || 12}${instant.slice(13, 22)} ${half}`;
}

const flightReader: Columns = {
  "CUSTOM.date [local]": (sample, flight) => localDate(isoAt(flight, sample)),
  " CUSTOM.updateTime [local]": (sample, flight) => localTime(isoAt(flight, sample)),
  " OSD.flyTime": ({ seconds }) => `${Math.floor(seconds / 60)}m ${(seconds % 60).toFixed(1)}s`,
  " OSD.flyTime [s]": ({ seconds }) => round(seconds, 1),
  " OSD.latitude": ({ latitude }) => round(latitude, 8),
  " OSD.longitude": ({ longitude }) => round(longitude, 8),
  " OSD.height [ft]": ({ height }) => round(height / foot, 1),
  " OSD.altitude [ft]": ({ height }, { plan }) => round((plan.altitude + height) / foot, 1),
  " OSD.hSpeed [MPH]": (sample) => round(speedOf(sample) / milePerHour, 1),
  " OSD.yaw": ({ yaw }) => round(yaw, 1),
  " OSD.yaw [360]": ({ yaw }) => round((yaw + 360) % 360, 1),
  " OSD.flycState": modeOf,
  " OSD.gpsNum": ({ satellites }) => satellites,
  " OSD.isOnGround": ({ inAir }) => (inAir ? "False" : "True"),
  " OSD.isMotorOn": ({ motorsOn }) => (motorsOn ? "True" : "False"),
  " GIMBAL.pitch": ({ gimbalPitch }) => round(gimbalPitch, 1),
  " CAMERA.isPhoto": ({ photo }) => (photo ? "True" : "False"),
  " CAMERA.isVideo": ({ filming }) => (filming ? "True" : "False"),
  " RC.aileron": () => 1684,
  " BATTERY.chargeLevel": ({ charge }) => Math.round(charge),
  " BATTERY.voltage [V]": ({ volts }) => round(volts, 3),
  " BATTERY.current [A]": ({ amperes }) => round(amperes, 3),
  " BATTERY.temperature [F]": ({ celsius }) => round(celsius * 1.8 + 32, 1),
  " RECOVER.aircraftSerial": (_, { plan }) => plan.aircraft.serial,
  " DETAILS.aircraftName": (_, { plan }) => plan.aircraft.name,
  " APP.tip": () => "",
  " APP.warning": sayingOf,
};

const txtLog: Columns = {
  "CUSTOM.updateTime": (sample, flight) =>
    isoAt(flight, sample).slice(0, 23).replaceAll("-", "/").replace("T", " "),
  "CUSTOM.hSpeed": (sample) => round(speedOf(sample), 2),
  "CUSTOM.distance": ({ flown }) => round(flown, 2),
  "OSD.latitude": (sample) => (hasFix(sample) ? round(sample.latitude, 6) : 0),
  "OSD.longitude": (sample) => (hasFix(sample) ? round(sample.longitude, 6) : 0),
  "OSD.height": ({ height }) => round(height, 1),
  "OSD.yaw": ({ yaw }) => round(yaw, 1),
  "OSD.flycState": modeOf,
  "OSD.groundOrSky": ({ inAir }) => (inAir ? "Sky" : "Ground"),
  "OSD.flyTime": ({ seconds }) => round(seconds, 1),
  "RC.aileron": () => -2500,
  "DETAILS.timestamp": (_, { startedMs }) =>
    new Date(startedMs).toISOString().slice(0, 23).replaceAll("-", "/").replace("T", " "),
  "DETAILS.aircraftName": (_, { plan }) => plan.aircraft.name,
  "DETAILS.totalDistance": (_, { samples }) => round(samples.at(-1)?.flown ?? 0, 2),
  "APP_WARN.warn": sayingOf,
};

const styles: Readonly<Record<CsvStyle, Columns>> = {
  "airdata feet": airdata(imperial),
  "airdata meters": airdata(metric),
  litchi,
  dronelog,
  "flight reader": flightReader,
  "txt log": txtLog,
};

/** The flight as a table, a line for each sample, as the software of that style exports it. */
export function writeCsv(flight: MadeFlight, style: CsvStyle, writing: CsvWriting = {}): string {
  const { separator = ",", decimal = ".", lineEnd = "\n" } = writing;
  const columns = styles[style];
  const written = (cell: string | number) =>
    /^ ?-?[\d.]+$/.test(String(cell)) ? String(cell).replace(".", decimal) : String(cell);
  const line = (texts: readonly string[]) =>
    texts.map((text) => quoted(text, separator)).join(separator) + lineEnd;
  const rows = flight.samples.map((sample) =>
    line(Object.values(columns).map((cell) => written(cell(sample, flight)))),
  );
  const before = style === "flight reader" ? `sep=${separator}${lineEnd}` : "";
  return before + line(Object.keys(columns)) + rows.join("");
}

function quoted(text: string, separator: string): string {
  const isPlain = !text.includes(separator) && !/["\r\n]/.test(text);
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}

/** UTF-16 with its mark, as Windows calls "Unicode". */
export function utf16(text: string, order: "little" | "big" = "little"): Uint8Array {
  const bytes = new Uint8Array(2 * text.length + 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, order === "little");
  for (let at = 0; at < text.length; at += 1)
    view.setUint16(2 * at + 2, text.charCodeAt(at), order === "little");
  return bytes;
}
