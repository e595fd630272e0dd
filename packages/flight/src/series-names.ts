import { exportedSources } from "./exported-sources.ts";
import { filmSources } from "./film-sources.ts";
import type { Unit } from "./units.ts";

/** What a height is counted from. */
export type Reference = "take-off" | "sea level" | "ground";

export type SeriesMeaning = {
  readonly unit: Unit;
  readonly meaning: string;
  readonly reference?: Reference;
  /** Which fields of which tables carry it; the first that a log has is preferred. */
  readonly sources: readonly string[];
};

/**
 * The names that series of every maker share, in tables and in live telemetry. North, east and
 * down are of the earth; angles follow the right hand; positive pitch is nose up.
 */
export const seriesNames = {
  latitude: {
    unit: "deg",
    meaning: "WGS 84, positive north",
    sources: [
      "OSD.latitude",
      "CUE.latitude",
      "vehicle_global_position.lat",
      "vehicle_gps_position.latitude_deg",
      "sensor_gps.latitude_deg",
      "vehicle_gps_position.lat",
      "sensor_gps.lat",
      "GLOBAL_POSITION_INT.lat",
      "GPS_RAW_INT.lat",
      "POS.Lat",
      "GPS.Lat",
    ],
  },
  longitude: {
    unit: "deg",
    meaning: "WGS 84, positive east",
    sources: [
      "OSD.longitude",
      "CUE.longitude",
      "vehicle_global_position.lon",
      "vehicle_gps_position.longitude_deg",
      "sensor_gps.longitude_deg",
      "vehicle_gps_position.lon",
      "sensor_gps.lon",
      "GLOBAL_POSITION_INT.lon",
      "GPS_RAW_INT.lon",
      "POS.Lng",
      "GPS.Lng",
    ],
  },
  height: {
    unit: "m",
    meaning: "height of the aircraft",
    reference: "take-off",
    sources: [
      "OSD.height",
      "CUE.height",
      "vehicle_local_position.height",
      "GLOBAL_POSITION_INT.relative_alt",
      "POS.RelHomeAlt",
      "GPS.RelAlt",
      "CTUN.Alt",
      "CTUN.BarAlt",
    ],
  },
  altitude: {
    unit: "m",
    meaning: "height of the aircraft, by barometer and GPS",
    reference: "sea level",
    sources: [
      "OSD.altitude",
      "CUE.altitude",
      "vehicle_global_position.alt",
      "vehicle_gps_position.altitude_msl_m",
      "sensor_gps.altitude_msl_m",
      "vehicle_gps_position.alt",
      "sensor_gps.alt",
      "GLOBAL_POSITION_INT.alt",
      "GPS_RAW_INT.alt",
      "POS.Alt",
      "GPS.Alt",
    ],
  },
  heightAboveGround: {
    unit: "m",
    meaning: "measured downwards, by vision or ultrasound",
    reference: "ground",
    sources: [
      "OSD.vpsHeight",
      "vehicle_local_position.heightAboveGround",
      "RANGEFINDER.distance",
      "RFND.Dist",
    ],
  },
  homeAltitude: {
    unit: "m",
    meaning: "height of the take-off point",
    reference: "sea level",
    sources: ["HOME.altitude", "CUE.homeAltitude", "home_position.alt", "HOME_POSITION.altitude"],
  },
  returnHeight: {
    unit: "m",
    meaning: "height at which the aircraft would return",
    reference: "take-off",
    sources: ["HOME.goHomeHeight"],
  },
  heightLimit: {
    unit: "m",
    meaning: "height that the aircraft may not pass",
    reference: "take-off",
    sources: ["HOME.maxAllowedHeight"],
  },
  homeLatitude: {
    unit: "deg",
    meaning: "home point, WGS 84, positive north",
    sources: ["HOME.latitude", "CUE.homeLatitude", "home_position.lat", "HOME_POSITION.latitude"],
  },
  homeLongitude: {
    unit: "deg",
    meaning: "home point, WGS 84, positive east",
    sources: [
      "HOME.longitude",
      "CUE.homeLongitude",
      "home_position.lon",
      "HOME_POSITION.longitude",
    ],
  },
  speed: {
    unit: "m/s",
    meaning: "over ground, horizontal",
    sources: [
      "OSD.speed",
      "CUE.horizontalSpeed",
      "CUSTOM.hSpeed",
      "vehicle_local_position.speed",
      "vehicle_gps_position.vel_m_s",
      "sensor_gps.vel_m_s",
      "VFR_HUD.groundspeed",
      "GPS_RAW_INT.vel",
      "GPS.Spd",
    ],
  },
  verticalSpeed: {
    unit: "m/s",
    meaning: "positive up",
    sources: [
      "OSD.verticalSpeed",
      "CUE.verticalSpeed",
      "vehicle_local_position.verticalSpeed",
      "VFR_HUD.climb",
      "CTUN.CRt",
      "CTUN.CRate",
    ],
  },
  velocityNorth: {
    unit: "m/s",
    meaning: "over ground",
    sources: [
      "OSD.speedX",
      "vehicle_local_position.vx",
      "vehicle_gps_position.vel_n_m_s",
      "sensor_gps.vel_n_m_s",
      "GLOBAL_POSITION_INT.vx",
    ],
  },
  velocityEast: {
    unit: "m/s",
    meaning: "over ground",
    sources: [
      "OSD.speedY",
      "vehicle_local_position.vy",
      "vehicle_gps_position.vel_e_m_s",
      "sensor_gps.vel_e_m_s",
      "GLOBAL_POSITION_INT.vy",
    ],
  },
  velocityDown: {
    unit: "m/s",
    meaning: "positive down",
    sources: [
      "OSD.speedZ",
      "vehicle_local_position.vz",
      "vehicle_gps_position.vel_d_m_s",
      "sensor_gps.vel_d_m_s",
      "GLOBAL_POSITION_INT.vz",
      "GPS.VZ",
    ],
  },
  distanceFromHome: {
    unit: "m",
    meaning: "horizontal, to the home point in force",
    sources: ["OSD.distanceFromHome", "CUE.distance"],
  },
  distanceFlown: {
    unit: "m",
    meaning: "horizontal, as the app adds it up",
    sources: ["CUSTOM.distance"],
  },
  pitch: {
    unit: "deg",
    meaning: "of the aircraft",
    sources: ["OSD.pitch", "CUE.pitch", "vehicle_attitude.pitch", "ATTITUDE.pitch", "ATT.Pitch"],
  },
  roll: {
    unit: "deg",
    meaning: "of the aircraft",
    sources: ["OSD.roll", "CUE.roll", "vehicle_attitude.roll", "ATTITUDE.roll", "ATT.Roll"],
  },
  yaw: {
    unit: "deg",
    meaning: "heading of the aircraft, from north",
    sources: ["OSD.yaw", "CUE.yaw", "vehicle_attitude.yaw", "ATTITUDE.yaw", "ATT.Yaw"],
  },
  gimbalPitch: {
    unit: "deg",
    meaning: "of the camera; -90 looks straight down",
    sources: ["GIMBAL.pitch", "CUE.gimbalPitch"],
  },
  gimbalRoll: {
    unit: "deg",
    meaning: "of the camera",
    sources: ["GIMBAL.roll", "CUE.gimbalRoll"],
  },
  gimbalYaw: {
    unit: "deg",
    meaning: "heading of the camera, from north",
    sources: ["GIMBAL.yaw", "CUE.gimbalYaw"],
  },
  satellites: {
    unit: "1",
    meaning: "in use",
    sources: [
      "OSD.gpsNum",
      "CUE.satellites",
      "vehicle_gps_position.satellites_used",
      "sensor_gps.satellites_used",
      "GPS_RAW_INT.satellites_visible",
      "GPS.NSats",
    ],
  },
  gpsLevel: { unit: "1", meaning: "quality of the fix, 0 to 5", sources: ["OSD.gpsLevel"] },
  flightMode: {
    unit: "1",
    meaning: "mode of the flight controller",
    sources: ["OSD.flightMode", "vehicle_status.nav_state", "HEARTBEAT.custom_mode", "MODE.Mode"],
  },
  motorsOn: {
    unit: "1",
    meaning: "the motors turn",
    sources: ["OSD.motorOn", "actuator_armed.armed", "HEARTBEAT.armed"],
  },
  inAir: {
    unit: "1",
    meaning: "on the ground or in the air",
    sources: ["OSD.groundOrSky", "vehicle_land_detected.inAir", "EXTENDED_SYS_STATE.landed_state"],
  },
  batteryPercent: {
    unit: "%",
    meaning: "charge left",
    sources: [
      "SMART_BATTERY.percent",
      "CENTER_BATTERY.percent",
      "SMART_BATTERY_DYNAMIC.percent",
      "OSD.battery",
      "battery_status.remaining",
      "SYS_STATUS.battery_remaining",
      "BATTERY_STATUS.battery_remaining",
      "BAT.RemPct",
    ],
  },
  batteryVoltage: {
    unit: "V",
    meaning: "of the whole battery",
    sources: [
      "SMART_BATTERY_DYNAMIC.voltage",
      "SMART_BATTERY.voltage",
      "CENTER_BATTERY.voltage",
      "battery_status.voltage_v",
      "SYS_STATUS.voltage_battery",
      "BAT.Volt",
      "CURR.Volt",
    ],
  },
  batteryCurrent: {
    unit: "A",
    meaning: "negative while discharging",
    sources: [
      "SMART_BATTERY_DYNAMIC.current",
      "CENTER_BATTERY.current",
      "battery_status.current",
      "SYS_STATUS.current_battery",
      "BATTERY_STATUS.current_battery",
      "BAT.Curr",
      "CURR.Curr",
    ],
  },
  batteryTemperature: {
    unit: "degC",
    meaning: "inside the battery",
    sources: [
      "SMART_BATTERY_DYNAMIC.temperature",
      "CENTER_BATTERY.temperature",
      "battery_status.temperature",
      "BATTERY_STATUS.temperature",
      "BAT.Temp",
    ],
  },
  cellVoltage1: cell(1),
  cellVoltage2: cell(2),
  cellVoltage3: cell(3),
  cellVoltage4: cell(4),
  cellVoltage5: cell(5),
  cellVoltage6: cell(6),
  cellVoltage7: cell(7),
  cellVoltage8: cell(8),
  cellVoltage9: cell(9),
  cellVoltage10: cell(10),
  cellVoltage11: cell(11),
  cellVoltage12: cell(12),
  remainingFlightTime: {
    unit: "s",
    meaning: "as the battery reckons",
    sources: [
      "SMART_BATTERY.remainingFlightTime",
      "FC_BATTERY.remainingFlightTime",
      "battery_status.time_remaining_s",
    ],
  },
  uplinkQuality: { unit: "%", meaning: "controller to aircraft", sources: ["OFDM_UPLINK.percent"] },
  downlinkQuality: {
    unit: "%",
    meaning: "aircraft to controller",
    sources: ["OFDM_DOWNLINK.percent"],
  },
  stickAileron: stick("right stick, right", "aileron", ["roll", "y"]),
  stickElevator: stick("right stick, up", "elevator", ["pitch", "x"]),
  stickThrottle: stick("left stick, up", "throttle", ["throttle", "z"]),
  stickRudder: stick("left stick, right", "rudder", ["yaw", "r"]),
  iso: { unit: "1", meaning: "sensitivity of the camera", sources: ["CUE.iso"] },
  shutterSpeed: { unit: "s", meaning: "time of exposure", sources: ["CUE.shutter"] },
  aperture: { unit: "1", meaning: "f-number", sources: ["CUE.aperture"] },
  focalLength: { unit: "mm", meaning: "as the camera states it", sources: ["CUE.focalLength"] },
} as const satisfies Readonly<Record<string, SeriesMeaning>>;

export type SeriesName = keyof typeof seriesNames;

const sourcesOfName: ReadonlyMap<SeriesName, readonly string[]> = new Map(
  (Object.keys(seriesNames) as SeriesName[]).map((name) => [
    name,
    [...(filmSources[name] ?? []), ...seriesNames[name].sources, ...(exportedSources[name] ?? [])],
  ]),
);

const nameOfSource: ReadonlyMap<string, SeriesName> = new Map(
  [...sourcesOfName].flatMap(([name, sources]) => sources.map((source) => [source, name] as const)),
);

/** Which fields carry a name, in logs and in what other software exports; preferred ones first. */
export function sourcesOf(name: SeriesName): readonly string[] {
  return sourcesOfName.get(name) ?? [];
}

/** The shared name of a field of a table, where it has one. */
export function nameOf(source: string): SeriesName | undefined {
  return nameOfSource.get(source);
}

function cell<const N extends number>(number: N) {
  return {
    unit: "V",
    meaning: `of cell ${number}`,
    sources: [
      `SMART_BATTERY_CELLS.cell${number}`,
      `CENTER_BATTERY.cell${number}`,
      `battery_status.voltage_cell_v[${number - 1}]`,
    ],
  } as const;
}

/** `setpoint`: newer and older name of the field in which PX4 has it. */
function stick<const Field extends string, const Setpoint extends string>(
  meaning: string,
  field: Field,
  setpoint: readonly [Setpoint, Setpoint],
) {
  return {
    unit: "%",
    meaning: `${meaning} is positive`,
    sources: [
      `RC.${field}`,
      `RC_DISPLAY_FIELD.${field}`,
      `manual_control_setpoint.${setpoint[0]}`,
      `manual_control_setpoint.${setpoint[1]}`,
    ],
  } as const;
}
