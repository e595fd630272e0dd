import type { MadeFlight, Sample } from "./fly.ts";
import { wrapPayload, writeFrame, type FrameOptions, type FrameValues } from "./mavlink.ts";

export type TlogOptions = {
  readonly version?: 1 | 2;
  readonly system?: number;
  readonly signed?: boolean;
  /** MAV_AUTOPILOT: 3 is ArduPilot, 12 is PX4. */
  readonly autopilot?: 3 | 12;
  /** How often the vehicle's clock goes round while ours does once, as in a simulator. */
  readonly speedUp?: number;
  /** No satellites tell the time. */
  readonly timeless?: boolean;
};

export type MadeTlog = {
  readonly bytes: Uint8Array;
  /** Where each frame stands, its time included. */
  readonly rows: readonly { readonly offset: number; readonly length: number }[];
};

/** A frame, and the microsecond in which it comes in. */
type Entry = { readonly micros: number; readonly frame: Uint8Array };

/** What a ground station would have written of a flight. */
export function writeTlog(flight: MadeFlight, options: TlogOptions = {}): MadeTlog {
  return joinEntries(entriesOf(flight, options));
}

/** Several vehicles in one file, as one ground station sees them. */
export function writeTlogs(flights: readonly (readonly [MadeFlight, TlogOptions])[]): MadeTlog {
  const entries = flights.flatMap(([flight, options]) => entriesOf(flight, options));
  return joinEntries(entries.toSorted((a, b) => a.micros - b.micros));
}

/** Frames in a file, each behind its time. */
export function joinEntries(entries: readonly Entry[]): MadeTlog {
  const bytes = new Uint8Array(entries.reduce((sum, { frame }) => sum + 8 + frame.length, 0));
  const view = new DataView(bytes.buffer);
  const rows: { offset: number; length: number }[] = [];
  let at = 0;
  for (const { micros, frame } of entries) {
    view.setBigUint64(at, BigInt(Math.round(micros)));
    bytes.set(frame, at + 8);
    rows.push({ offset: at, length: 8 + frame.length });
    at += 8 + frame.length;
  }
  return { bytes, rows };
}

/** How long the vehicle had been running when the log began. */
const bootMs = 20_000;

function entriesOf(flight: MadeFlight, options: TlogOptions): readonly Entry[] {
  const entries: Entry[] = [];
  let sequence = 0;
  const send = (seconds: number, name: string, values: FrameValues, more: FrameOptions = {}) => {
    const { version = 2, system = 1, signed = false } = options;
    const frame = writeFrame(name, values, { version, system, signed, sequence, ...more });
    entries.push({ micros: microsOf(flight, seconds, options), frame });
    sequence += 1;
  };
  begin(send, flight, options);
  for (const [at, sample] of flight.samples.entries()) {
    fast(send, flight, sample);
    if (at % 10 === 0) slow(send, flight, { sample, options });
  }
  const last = flight.samples.at(-1)?.seconds ?? 0;
  const unheard = { id: 42_042, crcExtra: 77 };
  const { system = 1 } = options;
  const frame = wrapPayload(unheard, Uint8Array.of(1, 2, 3, 4), { system });
  entries.push({ micros: microsOf(flight, last, options), frame });
  return entries.toSorted((a, b) => a.micros - b.micros);
}

function microsOf(
  { startedMs }: MadeFlight,
  seconds: number,
  { speedUp = 1 }: TlogOptions,
): number {
  return startedMs * 1000 + (seconds / speedUp) * 1e6;
}

type Send = (seconds: number, name: string, values: FrameValues, more?: FrameOptions) => void;

const groundStation: FrameOptions = { system: 255, component: 190 };

function begin(send: Send, flight: MadeFlight, { autopilot = 3 }: TlogOptions): void {
  const { plan } = flight;
  send(
    0,
    "HEARTBEAT",
    { type: 6, autopilot: 8, system_status: 4, mavlink_version: 3 },
    groundStation,
  );
  send(0, "AUTOPILOT_VERSION", {
    capabilities: 0x2004n,
    flight_sw_version: 0x04_05_01_ff,
    board_version: 140,
    flight_custom_version: [..."2bbf3169"].map((letter) => letter.charCodeAt(0)),
    uid2: [1, 2, 3, 4, 5, 6],
  });
  // PX4 puts a whole number into the bytes of a float.
  const whole = (value: number) => (autopilot === 12 ? BigInt.asUintN(32, BigInt(value)) : value);
  const parameters = [
    ["RTL_ALT", 1500, 6],
    ["FENCE_ENABLE", -1, 2],
    ["ATC_RAT_RLL_P", 0.135, 9],
    ["RTL_ALT", 2000, 6],
  ] as const;
  for (const [at, [param_id, value, param_type]] of parameters.entries())
    send(0.1 * at, "PARAM_VALUE", {
      param_id,
      param_value: param_type === 9 ? value : whole(value),
      param_type,
      param_count: 3,
      param_index: at,
    });
  send(0.5, "HOME_POSITION", {
    latitude: Math.round(plan.latitude * 1e7),
    longitude: Math.round(plan.longitude * 1e7),
    altitude: plan.altitude * 1000,
  });
  send(0.6, "STATUSTEXT", { severity: 4, text: "Low battery, return" });
  const long = "A text that is longer than the fifty letters which one message holds";
  send(0.7, "STATUSTEXT", { severity: 6, text: long.slice(0, 50), id: 7 });
  send(0.7, "STATUSTEXT", { severity: 6, text: long.slice(50), id: 7, chunk_seq: 1 });
  send(0.8, "NAMED_VALUE_FLOAT", { time_boot_ms: bootMs, name: "wind", value: 3.5 });
}

function fast(send: Send, { plan }: MadeFlight, sample: Sample): void {
  const { seconds } = sample;
  const time_boot_ms = bootMs + Math.round(seconds * 1000);
  send(seconds, "GLOBAL_POSITION_INT", {
    time_boot_ms,
    lat: Math.round(sample.latitude * 1e7),
    lon: Math.round(sample.longitude * 1e7),
    alt: Math.round((plan.altitude + sample.height) * 1000),
    relative_alt: Math.round(sample.height * 1000),
    vx: Math.round(sample.north * 100),
    vy: Math.round(sample.east * 100),
    vz: Math.round(sample.down * 100),
    hdg: Math.round(((sample.yaw + 360) % 360) * 100),
  });
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  send(seconds, "ATTITUDE", {
    time_boot_ms,
    roll: radians(sample.roll),
    pitch: radians(sample.pitch),
    yaw: radians(sample.yaw),
  });
}

type Second = { readonly sample: Sample; readonly options: TlogOptions };

function slow(send: Send, flight: MadeFlight, { sample, options }: Second): void {
  const { seconds } = sample;
  const { autopilot = 3, timeless = false } = options;
  const isPx4 = autopilot === 12;
  send(seconds, "HEARTBEAT", {
    type: 2,
    autopilot,
    base_mode: sample.motorsOn ? 209 : 81,
    custom_mode: isPx4 ? 4 * 2 ** 16 + (sample.inAir ? 4 : 3) * 2 ** 24 : modeOf(sample),
    system_status: sample.inAir ? 4 : 3,
    mavlink_version: 3,
  });
  if (isPx4) send(seconds, "EXTENDED_SYS_STATE", { landed_state: sample.inAir ? 2 : 1 });
  send(seconds, "SYSTEM_TIME", {
    time_unix_usec: timeless ? 0n : BigInt(Math.round(flight.startedMs + seconds * 1000)) * 1000n,
    time_boot_ms: bootMs + Math.round(seconds * 1000),
  });
  send(seconds, "VFR_HUD", {
    groundspeed: Math.hypot(sample.north, sample.east),
    climb: -sample.down,
    alt: flight.plan.altitude + sample.height,
  });
  send(seconds, "GPS_RAW_INT", {
    fix_type: 3,
    lat: Math.round(sample.latitude * 1e7),
    lon: Math.round(sample.longitude * 1e7),
    alt: Math.round((flight.plan.altitude + sample.height) * 1000),
    satellites_visible: sample.satellites,
  });
  send(seconds, "SYS_STATUS", {
    voltage_battery: Math.round(sample.volts * 1000),
    current_battery: Math.round(sample.amperes * 100),
    battery_remaining: Math.round(sample.charge),
  });
  for (const id of [0, 1])
    send(seconds, "BATTERY_STATUS", {
      id,
      temperature: Math.round(sample.celsius * 100) + id,
      voltages: [Math.round(sample.volts * 1000), ...Array.from({ length: 9 }, () => 65_535)],
      current_battery: Math.round(sample.amperes * 100),
      battery_remaining: Math.round(sample.charge),
    });
  send(
    seconds,
    "MOUNT_STATUS",
    { pointing_a: Math.round(sample.gimbalPitch * 100) },
    {
      component: 154,
    },
  );
}

/** ArduCopter: return, automatic, or by hand. */
function modeOf({ mode, inAir }: Sample): number {
  if (mode === 15) return 6;
  return inAir ? 3 : 0;
}
