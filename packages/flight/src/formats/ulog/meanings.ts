import type { Labels } from "../../table.ts";
import type { Unit } from "../../units.ts";
import { batteryWarnings, fixTypes, navigationStates, yesNo } from "./labels.ts";

/** What the numbers of a field mean; formats of this log tell types only. */
export type Meaning = {
  readonly unit?: Unit;
  readonly scale?: number;
  /** What is written where nothing is known, as the topic's definition says. */
  readonly missing?: number;
  readonly labels?: Labels;
};

const degrees: Meaning = { unit: "deg", missing: 0 };
const meters: Meaning = { unit: "m" };
const perSecond: Meaning = { unit: "m/s" };
const amperes: Meaning = { unit: "A", missing: -1 };
const seconds: Meaning = { unit: "s" };
const angle: Meaning = { unit: "deg", scale: 180 / Math.PI };
const percent: Meaning = { unit: "%", scale: 100 };

/** Before PX4 1.14 in whole numbers, since then in degrees and metres; 0 where there is no fix. */
const gps: Readonly<Record<string, Meaning>> = {
  lat: { unit: "deg", scale: 1e-7, missing: 0 },
  lon: { unit: "deg", scale: 1e-7, missing: 0 },
  alt: { unit: "m", scale: 1e-3 },
  alt_ellipsoid: { unit: "m", scale: 1e-3 },
  latitude_deg: degrees,
  longitude_deg: degrees,
  altitude_msl_m: meters,
  altitude_ellipsoid_m: meters,
  eph: meters,
  epv: meters,
  vel_m_s: perSecond,
  vel_n_m_s: perSecond,
  vel_e_m_s: perSecond,
  vel_d_m_s: perSecond,
  fix_type: { labels: fixTypes },
};

const position: Readonly<Record<string, Meaning>> = {
  lat: degrees,
  lon: degrees,
  alt: meters,
  alt_ellipsoid: meters,
  eph: meters,
  epv: meters,
  terrain_alt: meters,
};

const local: Readonly<Record<string, Meaning>> = {
  x: meters,
  y: meters,
  z: meters,
  vx: perSecond,
  vy: perSecond,
  vz: perSecond,
  ref_lat: { unit: "deg" },
  ref_lon: { unit: "deg" },
  ref_alt: meters,
  dist_bottom: meters,
  eph: meters,
  epv: meters,
  evh: perSecond,
  evv: perSecond,
};

/** By topic and field, array places left out. Source: the comments of PX4's topic definitions. */
const meanings: Readonly<Record<string, Readonly<Record<string, Meaning>>>> = {
  // Before PX4 1.6 the angles were logged beside the rotation.
  vehicle_attitude: { roll: angle, pitch: angle, yaw: angle },
  vehicle_global_position: position,
  estimator_global_position: position,
  vehicle_gps_position: gps,
  sensor_gps: gps,
  vehicle_local_position: local,
  estimator_local_position: local,
  home_position: { lat: degrees, lon: degrees, alt: meters, x: meters, y: meters, z: meters },
  battery_status: {
    voltage_v: { unit: "V", missing: 0 },
    voltage_filtered_v: { unit: "V", missing: 0 },
    voltage_cell_v: { unit: "V", missing: 0 },
    max_cell_voltage_delta: { unit: "V" },
    current_a: amperes,
    current_filtered_a: amperes,
    current_average_a: amperes,
    average_current_a: amperes,
    discharged_mah: { unit: "mAh", missing: -1 },
    remaining: { ...percent, missing: -1 },
    time_remaining_s: seconds,
    temperature: { unit: "degC" },
    warning: { labels: batteryWarnings },
  },
  vehicle_status: {
    nav_state: { labels: navigationStates },
    nav_state_user_intention: { labels: navigationStates },
    failsafe: { labels: yesNo },
    rc_signal_lost: { labels: yesNo },
  },
  vehicle_land_detected: { landed: { labels: yesNo } },
  actuator_armed: { armed: { labels: yesNo } },
  manual_control_setpoint: {
    x: percent,
    y: percent,
    z: percent,
    r: percent,
    roll: percent,
    pitch: percent,
    yaw: percent,
    throttle: percent,
  },
  airspeed: { indicated_airspeed_m_s: perSecond, true_airspeed_m_s: perSecond },
  vehicle_air_data: { baro_alt_meter: meters, baro_temp_celcius: { unit: "degC" } },
  distance_sensor: { current_distance: meters, min_distance: meters, max_distance: meters },
  esc_status: {
    "esc.esc_voltage": { unit: "V" },
    "esc.esc_current": { unit: "A" },
    "esc.esc_temperature": { unit: "degC" },
  },
  camera_capture: { lat: degrees, lon: degrees, alt: meters },
};

const meaningOfSource: ReadonlyMap<string, Meaning> = new Map(
  Object.entries(meanings).flatMap(([topic, fields]) =>
    Object.entries(fields).map(([field, meaning]) => [`${topic}.${field}`, meaning] as const),
  ),
);

const none: Meaning = {};

export function meaningOf(source: string): Meaning {
  if (!source.includes("[")) return meaningOfSource.get(source) ?? none;
  if (!Object.hasOwn(meanings, source.slice(0, source.indexOf(".")))) return none;
  return meaningOfSource.get(source.replaceAll(/\[\d+\]/g, "")) ?? none;
}
