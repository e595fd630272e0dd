import type { MadeFlight, Sample } from "./fly.ts";
import { UlogWriter, type UlogRow } from "./ulog-writer.ts";

export type UlogOptions = {
  /** Positions and their names as before PX4 1.14. */
  readonly older?: boolean;
  /** The satellites tell no time. */
  readonly timeless?: boolean;
  /** The log ends in half a message, and a crash dump is appended. */
  readonly crashed?: boolean;
  /** Padding at the end of rows is written. */
  readonly padded?: boolean;
};

export type MadeUlog = { readonly bytes: Uint8Array; readonly rows: readonly UlogRow[] };

/** On the aircraft's clock: it was switched on a while before. */
export const ulogStartSeconds = 21.5;

const receiver = {
  older:
    "vehicle_gps_position:uint64_t timestamp;uint64_t time_utc_usec;int32_t lat;int32_t lon;int32_t alt;float eph;float vel_m_s;int32_t timestamp_time_relative;uint8_t fix_type;uint8_t satellites_used;uint8_t[6] _padding0;",
  newer:
    "vehicle_gps_position:uint64_t timestamp;uint64_t time_utc_usec;double latitude_deg;double longitude_deg;double altitude_msl_m;float eph;float vel_m_s;uint8_t fix_type;uint8_t satellites_used;uint8_t[6] _padding0;",
};

const formats = [
  "vehicle_global_position:uint64_t timestamp;double lat;double lon;float alt;uint8_t[4] _padding0;",
  "vehicle_local_position:uint64_t timestamp;float x;float y;float z;float vx;float vy;float vz;float dist_bottom;bool dist_bottom_valid;uint8_t[3] _padding0;",
  "vehicle_attitude:uint64_t timestamp;float[4] q;",
  "battery_status:uint64_t timestamp;float voltage_v;float current_a;float remaining;float temperature;float[6] voltage_cell_v;uint16_t serial_number;uint8_t warning;uint8_t[5] _padding0;",
  "vehicle_status:uint64_t timestamp;uint8_t nav_state;uint8_t arming_state;bool failsafe;bool rc_signal_lost;uint8_t[4] _padding0;",
  "vehicle_land_detected:uint64_t timestamp;bool landed;uint8_t[7] _padding0;",
  "home_position:uint64_t timestamp;double lat;double lon;float alt;uint8_t[4] _padding0;",
  "camera_capture:uint64_t timestamp;uint32_t seq;uint8_t[4] _padding0;",
  "actuator_armed:uint64_t timestamp;bool armed;uint8_t[7] _padding0;",
  "esc_report:uint32_t esc_errorcount;int32_t esc_rpm;float esc_voltage;uint8_t esc_state;uint8_t[3] _padding0;",
  "esc_status:uint64_t timestamp;esc_report[4] esc;uint8_t esc_count;",
  "transponder_report:uint64_t timestamp;uint32_t icao_address;char[9] callsign;int8_t tslc;int16_t heading;int64_t distance;double lat;",
];

const modes = { takeoff: 17, position: 2, returning: 5, landing: 18 } as const;

/** Writes a flight as a PX4 log: every kind of message, two batteries, nested formats, texts. */
export function writeUlog(flight: MadeFlight, options: UlogOptions = {}): MadeUlog {
  const log = new UlogWriter(ulogStartSeconds);
  define(log, options);
  const topics = subscribe(log);
  writeLatched(log, topics);
  for (const [number, sample] of flight.samples.entries()) {
    writeSample({ log, topics, flight, options }, sample, number);
    if (number % 20 === 10) log.sync();
    if (number === 25) log.parameter("float", "MPC_XY_CRUISE", 8).dropout(120);
  }
  const end = ulogStartSeconds + (flight.samples.at(-1)?.seconds ?? 0);
  log.text(6, end, "[commander] Disarmed by landing\t").info("char[4]", "replay", "none");
  if (options.crashed) appendCrash(log, end);
  return { bytes: log.finish(), rows: log.rows };
}

type Topics = Readonly<Record<string, number>>;

function define(log: UlogWriter, { older }: UlogOptions): void {
  log.flags(1);
  for (const format of [...formats, older ? receiver.older : receiver.newer]) log.format(format);
  log.info("char[3]", "sys_name", "PX4").info("char[10]", "ver_hw", "PX4_MADE_1");
  log.info("uint32_t", "ver_sw_release", 0x010e_03ff).info("char[12]", "sys_uuid", "00MADE000042");
  log.info("int32_t", "time_ref_utc", 3600);
  log.multiInfo("char[6]", "boot_console_output", "first ");
  log.multiInfo("char[6]", "boot_console_output", "second", 1);
  log.multiInfo("uint8_t[40]", "metadata_events", []);
  log.parameter("int32_t", "SYS_AUTOSTART", 4001).parameter("float", "MPC_XY_CRUISE", 5);
  log.defaultParameter(1, "float", ["MPC_XY_CRUISE", 5.5]);
  log.defaultParameter(2, "float", ["MPC_XY_CRUISE", 6]);
}

function subscribe(log: UlogWriter): Topics {
  const names = [...formats, receiver.newer].map((format) => format.slice(0, format.indexOf(":")));
  const topics: Record<string, number> = {};
  for (const name of names) if (name !== "esc_report") topics[name] = log.subscribe(name);
  topics["second battery"] = log.subscribe("battery_status", 1);
  return topics;
}

/** What was last said before the log began is said again. */
function writeLatched(log: UlogWriter, topics: Topics): void {
  log.text(6, ulogStartSeconds - 0.01, "[logger] Start file log (type: full)");
  log.row(topics["vehicle_land_detected"] ?? 0, { timestamp: 2_500_000, landed: true });
}

type Writing = {
  readonly log: UlogWriter;
  readonly topics: Topics;
  readonly flight: MadeFlight;
  readonly options: UlogOptions;
};

function writeSample(writing: Writing, sample: Sample, number: number): void {
  const { log, topics, flight, options } = writing;
  const seconds = ulogStartSeconds + sample.seconds;
  const write = (topic: string, values: Parameters<UlogWriter["row"]>[1]) =>
    log.row(topics[topic] ?? 0, { timestamp: seconds * 1e6, ...values }, options.padded);
  const { latitude: lat, longitude: lon } = sample;
  const alt = flight.plan.altitude + sample.height;
  write("vehicle_global_position", { lat, lon, alt });
  write("vehicle_local_position", {
    z: 0.5 - sample.height,
    vx: sample.north,
    vy: sample.east,
    vz: sample.down,
    dist_bottom: sample.height,
    dist_bottom_valid: sample.height < 8,
  });
  write("vehicle_attitude", { q: rotation(sample) });
  if (number % 2 === 0) write("vehicle_gps_position", fix(writing, sample));
  if (number % 5 === 0) writeStates(write, sample, flight);
  if (sample.photo) write("camera_capture", { seq: number });
  if (number === 30) log.text(4, seconds, "[health] \u001b[31mPreflight: GPS fix too low\u001b[0m");
  if (number === 40) log.taggedText(3, 7, [seconds, "camera does not answer"]);
}

type Write = (topic: string, values: Parameters<UlogWriter["row"]>[1]) => void;

function writeStates(write: Write, sample: Sample, { plan }: MadeFlight): void {
  const battery = {
    voltage_v: sample.volts,
    current_a: sample.amperes,
    remaining: sample.charge / 100,
    temperature: sample.celsius,
    voltage_cell_v: [1, 2, 3, 4].map(() => sample.volts / 4),
    serial_number: 4711,
    warning: sample.charge < 20 ? 1 : 0,
  };
  write("battery_status", battery);
  write("second battery", { ...battery, voltage_v: sample.volts - 0.5, serial_number: 0 });
  write("vehicle_status", { nav_state: modeOf(sample), arming_state: sample.motorsOn ? 2 : 1 });
  write("vehicle_land_detected", { landed: !sample.inAir });
  write("actuator_armed", { armed: sample.motorsOn });
  write("home_position", { lat: plan.latitude, lon: plan.longitude, alt: plan.altitude });
  const escs = [1, 2, 3, 4].map((esc) => ({ esc_rpm: esc * 1000, esc_voltage: sample.volts }));
  write("esc_status", { esc: escs, esc_count: 4 });
  const callsign = sample.seconds < 10 ? "MADE1" : "MADE22";
  write("transponder_report", {
    callsign,
    icao_address: 0xfffffff0,
    tslc: -3,
    heading: -90,
    distance: -5,
  });
}

function fix({ flight, options }: Writing, sample: Sample) {
  const utc = options.timeless ? 0 : (flight.startedMs + sample.seconds * 1000 - 40) * 1000;
  const plain = { time_utc_usec: utc, eph: 0.9, fix_type: 3, satellites_used: sample.satellites };
  const { latitude, longitude } = sample;
  const altitude = flight.plan.altitude + sample.height;
  const vel = Math.hypot(sample.north, sample.east);
  const place = options.older
    ? {
        lat: latitude * 1e7,
        lon: longitude * 1e7,
        alt: altitude * 1e3,
        timestamp_time_relative: -40_000,
      }
    : { latitude_deg: latitude, longitude_deg: longitude, altitude_msl_m: altitude };
  return { ...plain, ...place, vel_m_s: vel };
}

function modeOf({ mode }: Sample): number {
  if (mode === 41 || mode === 11) return modes.takeoff;
  if (mode === 15) return modes.returning;
  return mode === 12 || mode === 33 ? modes.landing : modes.position;
}

function rotation({ pitch, roll, yaw }: Sample): readonly number[] {
  const half = (degrees: number) => (degrees * Math.PI) / 360;
  const [r, p, y] = [half(roll), half(pitch), half(yaw)];
  const [cr, sr, cp, sp] = [Math.cos(r), Math.sin(r), Math.cos(p), Math.sin(p)];
  const [cy, sy] = [Math.cos(y), Math.sin(y)];
  return [
    cr * cp * cy + sr * sp * sy,
    sr * cp * cy - cr * sp * sy,
    cr * sp * cy + sr * cp * sy,
    cr * cp * sy - sr * sp * cy,
  ];
}

/** The program stopped while it wrote; after the restart the dump is put behind it. */
function appendCrash(log: UlogWriter, end: number): void {
  log.raw(Uint8Array.of(0x50, 0, 0x44, 0, 0, 1, 2, 3));
  log.append().multiInfo("char[8]", "hardfault_plain", "fault at").text(2, end, "hard fault");
  log.append().multiInfo("char[4]", "hardfault_plain", "two ");
}
