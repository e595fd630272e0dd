import { hasSome, type CsvDialect, type Heading } from "./dialect.ts";

/** Endings of its headers; `ms` are metres a second, `fts` feet. */
const units: Readonly<Record<string, string>> = {
  m: "m",
  ft: "ft",
  ms: "m/s",
  mph: "mph",
  kmh: "kmh",
  fts: "ft/s",
  v: "v",
  c: "c",
  f: "f",
  mah: "mah",
  deg: "deg",
};

function headingOf(header: string): Heading {
  const [, name = header, ending = ""] = /^(.+)_([a-z]+)$/.exec(header) ?? [];
  const unit = units[ending];
  const place = { table: "DRONELOG", instance: 0 };
  return unit ? { ...place, field: name, unit } : { ...place, field: header };
}

/** What Open DroneLog, also called Drone Logbook, exports. */
export const dronelog: CsvDialect = {
  format: "dronelog-csv",
  headingOf,
  isLike: (has) =>
    ["time_s", "lat", "lng"].every(has) &&
    hasSome(has, 2, ["alt", "height", "distance_to_home", "rc_signal", "flight_mode", "speed"]),
  columns: {
    time_s: { part: "elapsed s" },
    lat: { unit: "deg" },
    lng: { unit: "deg" },
    battery_percent: { unit: "percent" },
    rc_signal: { unit: "percent" },
    rc_uplink: { unit: "percent" },
    rc_downlink: { unit: "percent" },
    vps_height: { zero: "nothing" },
    cell_voltages: { part: "cells" },
    is_photo: { part: "photo" },
    is_video: { part: "video" },
    flight_mode: { part: "mode" },
    messages: { part: "all texts" },
    metadata: { part: "all facts" },
  },
};
