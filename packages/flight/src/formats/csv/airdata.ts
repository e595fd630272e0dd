import { bracketed, cells, hasSome, type CsvDialect } from "./dialect.ts";

/** Of AirData, formerly HealthyDrones. Units stand in the headers, as the pilot chose them. */
export const airdata: CsvDialect = {
  format: "airdata-csv",
  headingOf: bracketed("AIRDATA"),
  isLike: (has) =>
    ["latitude", "longitude", "time"].every(has) &&
    hasSome(has, 2, [
      "height_above_takeoff",
      "altitude_above_sealevel",
      "height_sonar",
      "ascent",
      "mileage",
      "compass_heading",
      "flycstateraw",
      "flycstate",
      "gimbal_heading",
      "voltagecell1",
    ]),
  // Meanings of the speeds: measured against the positions of a real export. They are north, east
  // and down, whatever its maker's help says of the axes.
  columns: {
    "time(millisecond)": { part: "elapsed ms" },
    "datetime(utc)": { part: "instant utc" },
    "datetime(local)": { part: "instant local" },
    isphoto: { part: "photo" },
    isvideo: { part: "video" },
    flycstate: { part: "mode" },
    message: { part: "note" },
    height_sonar: { zero: "nothing" },
    battery_percent: { unit: "percent" },
    ...cells("voltagecell", 12, { unit: "v" }),
    current: { unit: "drawn a" },
    "current(a)": { unit: "drawn a" },
    battery_temperature: { unit: "c" },
    rc_elevator: { unit: "stick" },
    rc_aileron: { unit: "stick" },
    rc_throttle: { unit: "stick" },
    rc_rudder: { unit: "stick" },
    latitude: { unit: "deg" },
    longitude: { unit: "deg" },
  },
};
