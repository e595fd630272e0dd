import { cells, hasSome, type CsvColumn, type CsvDialect, type Heading } from "./dialect.ts";

/** `OSD.height [ft]`: table and field in the words of the log that was exported. */
function headingOf(header: string): Heading {
  const [, name = header, unit] = /^(.*?) ?\[([^[\]]*)\]$/.exec(header) ?? [];
  const point = name.indexOf(".");
  const [table, field] = point > 0 ? [name.slice(0, point), name.slice(point + 1)] : ["LOG", name];
  return { table, instance: 0, field, ...(unit !== undefined && { unit }) };
}

function isLike(has: (header: string) => boolean): boolean {
  const times = ["custom.updatetime", "custom.date", "osd.flytime", "custom.datetime"];
  return has("osd.latitude") && has("osd.longitude") && hasSome(has, 1, times);
}

const columns: Readonly<Record<string, CsvColumn>> = {
  "osd.flytime": { part: "elapsed s", unit: "s", isSeriesToo: true },
  "osd.battery": { unit: "percent", zero: "nothing" },
  "osd.latitude": { unit: "deg" },
  "osd.longitude": { unit: "deg" },
  "osd.height": { unit: "m" },
  "osd.altitude": { unit: "m" },
  "osd.vpsheight": { unit: "m", zero: "nothing" },
  "osd.swaveheight": { unit: "m", zero: "nothing" },
  "osd.hspeed": { unit: "m/s" },
  "osd.xspeed": { unit: "m/s" },
  "osd.yspeed": { unit: "m/s" },
  "osd.zspeed": { unit: "m/s" },
  "osd.pitch": { unit: "deg" },
  "osd.roll": { unit: "deg" },
  "osd.yaw": { unit: "deg" },
  "osd.flycstate": { part: "mode" },
  "osd.groundorsky": { part: "in the air" },
  "osd.isonground": { part: "on the ground" },
  "gimbal.pitch": { unit: "deg" },
  "gimbal.roll": { unit: "deg" },
  "gimbal.yaw": { unit: "deg" },
  "camera.isphoto": { part: "photo" },
  "camera.isvideo": { part: "video" },
  "custom.isphoto": { part: "photo" },
  "custom.isvideo": { part: "video" },
  "custom.hspeed": { unit: "m/s" },
  "custom.distance": { unit: "m" },
  "home.latitude": { unit: "deg", zero: "nothing" },
  "home.longitude": { unit: "deg", zero: "nothing" },
  "home.height": { unit: "m" },
  "home.distance": { unit: "m" },
  "home.gohomeheight": { unit: "m" },
  "home.maxallowedheight": { unit: "m" },
  "home.heightlimit": { unit: "m" },
  "smart_battery.battery": { unit: "percent" },
  "smart_battery.voltage": { unit: "v" },
  "smart_battery.usefultime": { unit: "s" },
  "battery.chargelevel": { unit: "percent" },
  "battery.voltage": { unit: "v" },
  "battery.current": { unit: "drawn a" },
  "battery.current [a]": { unit: "drawn a" },
  "battery.temperature": { unit: "c" },
  "battery.usefultime": { unit: "s" },
  ...cells("battery.cellvoltage", 12, { unit: "v" }),
  ...cells("center_battery.voltagecell", 6, {
    unit: (greatest) => (greatest > 100 ? "mv" : "v"),
  }),
  "rc.downlinksignal": { unit: "percent" },
  "rc.uplinksignal": { unit: "percent" },
  "app.tip": { part: "note" },
  "app.message": { part: "note" },
  "app.warning": { part: "warning" },
  "app.tipandwarning": { part: "left out" },
  "app_tip.tip": { part: "note" },
  "app_warn.warn": { part: "warning" },
  "app_ser_warn.warn": { part: "serious" },
  "recover.aircraftname": { part: "aircraft name" },
  "recover.aircraftsn": { part: "left out" },
  "recover.aircraftserial": { part: "aircraft serial" },
  "recover.camerasn": { part: "left out" },
  "recover.cameraserial": { part: "camera serial" },
  "recover.rcsn": { part: "left out" },
  "recover.rcserial": { part: "controller serial" },
  "recover.batterysn": { part: "left out" },
  "recover.batteryserial": { part: "battery serial" },
  "center_battery.serialno": { part: "left out" },
  "component.aircraftsn": { part: "left out" },
  "component.camerasn": { part: "left out" },
  "component.rcsn": { part: "left out" },
  "component.batterysn": { part: "left out" },
  "serial.aircraftsn": { part: "aircraft serial" },
  "details.aircraftname": { part: "aircraft name" },
  "details.aircraftsn": { part: "aircraft serial" },
  "details.aircraftserial": { part: "aircraft serial" },
  "details.camerasn": { part: "camera serial" },
  "details.cameraserial": { part: "camera serial" },
  "details.rcsn": { part: "controller serial" },
  "details.rcserial": { part: "controller serial" },
  "details.batterysn": { part: "battery serial" },
  "details.batteryserial": { part: "battery serial" },
  "details.dronemodel": { part: "model" },
  "details.apptype": { part: "platform" },
  "details.appversion": { part: "app version" },
  "details.timestamp": { part: "stated start" },
  "details.totaltime": { part: "stated duration", unit: "s" },
  "details.totaldistance": { part: "stated distance", unit: "m" },
  "details.maxheight": { part: "stated height", unit: "m" },
  "details.maxhorizontalspeed": { part: "stated speed", unit: "m/s" },
  "details.maxverticalspeed": { part: "stated vertical speed", unit: "m/s" },
  "details.latitude": { part: "stated latitude" },
  "details.longitude": { part: "stated longitude" },
  "details.photonum": { part: "stated photos" },
};

function sticks(unit: "stick" | "hundredth of a percent"): Readonly<Record<string, CsvColumn>> {
  const names = ["aileron", "elevator", "throttle", "rudder", "gimbal"];
  return Object.fromEntries(names.map((name) => [`rc.${name}`, { unit }]));
}

/** Flight Reader and the log viewer of PhantomHelp: dates in a column of their own, units named. */
export const flightReader: CsvDialect = {
  format: "dji-csv",
  maker: "DJI",
  headingOf,
  isLike: (has) => isLike(has) && hasSome(has, 1, ["custom.date", "custom.datetime"]),
  columns: {
    ...columns,
    ...sticks("stick"),
    "osd.flytime": { part: "left out" },
    "osd.flytime [s]": { part: "elapsed s", isSeriesToo: true },
    "custom.date [local]": { part: "date local" },
    "custom.date [utc]": { part: "date utc" },
    "custom.updatetime [local]": { part: "time local" },
    "custom.updatetime [utc]": { part: "time utc" },
    "custom.datetime [local]": { part: "instant local" },
    "custom.datetime [utc]": { part: "instant utc" },
  },
};

/** TXTlogToCSV and tools after its example: metric, without units in the headers. */
export const txtLog: CsvDialect = {
  format: "dji-csv",
  maker: "DJI",
  headingOf,
  isLike,
  columns: {
    ...columns,
    ...sticks("hundredth of a percent"),
    "custom.updatetime": { part: "instant utc" },
  },
};
