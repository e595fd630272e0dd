import {
  componentTypes,
  deformModes,
  deformStates,
  failSafes,
  firmwareSenders,
} from "../labels.ts";
import { bits, defineLayout, field, flag } from "../layout.ts";
import { platforms, products } from "../products.ts";

/** §7.5: ten times a second; the only wall clock. */
export const custom = defineLayout({
  name: "CUSTOM",
  least: 18,
  fields: [
    field("cameraShoot", 0, "i8"),
    field("videoShoot", 1, "i8"),
    field("hSpeed", 2, "f32", { unit: "m/s" }),
    field("distance", 6, "f32", { unit: "m" }),
    field("updateTimestamp", 10, "i64", { unit: "ms" }),
  ],
});

/** §7.6. */
export const deform = defineLayout({
  name: "DEFORM",
  least: 1,
  fields: [
    flag("protected", 0, 0),
    bits("status", [0, 1, 3], deformStates),
    bits("mode", [0, 4, 2], deformModes),
  ],
});

/** §7.11: the phone's position, in degrees and latitude first. */
export const appGps = defineLayout({
  name: "APP_GPS",
  least: 16,
  position: { latitude: "latitude", longitude: "longitude" },
  fields: [
    field("latitude", 0, "f64", { unit: "deg" }),
    field("longitude", 8, "f64", { unit: "deg" }),
    field("accuracy", 16, "f32", { unit: "m" }),
  ],
});

/** §7.14. */
export const mcParam = defineLayout({
  name: "MC_PARAM",
  least: 2,
  fields: [
    field("failSafe", 0, "u8", { labels: failSafes }),
    flag("mvoEnabled", 1, 0),
    flag("obstacleAvoidanceEnabled", 1, 1),
    flag("userAvoidanceEnabled", 1, 2),
  ],
});

/** §7.12: one row for each six bytes. */
export const firmware = defineLayout({
  name: "FIRMWARE",
  least: 6,
  fields: [
    field("sender", 0, "u8", { labels: firmwareSenders }),
    field("subType", 1, "u8"),
    field("version1", 2, "u8"),
    field("version2", 3, "u8"),
    field("version3", 4, "u8"),
    field("version4", 5, "u8"),
  ],
});

/** §7.20: the serials themselves are facts of the flight, not values over time. */
export const componentSerial = defineLayout({
  name: "COMPONENT_SN",
  least: 3,
  fields: [
    field("component", 0, "u8", { labels: componentTypes }),
    field("sequence", 1, "u8"),
    field("serialLength", 2, "u8"),
  ],
});

/** §7.13: `serial` is 10 or 16 bytes, as the length of the content says. */
export const recover = (serial: number) =>
  defineLayout({
    name: "RECOVER",
    least: 45 + serial,
    fields: [
      field("product", 0, "u8", { labels: products }),
      field("platform", 1, "u8", { labels: platforms }),
      field("appVersion1", 2, "u8"),
      field("appVersion2", 3, "u8"),
      field("appVersion3", 4, "u8"),
      field("timestamp", 37 + serial, "i64", { unit: "s" }),
      ...(serial === 16 ? [field("gimbalType", 109, "u8")] : []),
    ],
  });

/** §7.21: one direction's signal; which one is the table's name. */
export const radio = (name: string) =>
  defineLayout({
    name,
    least: 1,
    fields: [
      { ...bits("percent", [0, 0, 7]), unit: "%" },
      field("aerial1", 1, "i8"),
      field("aerial2", 2, "i8"),
    ],
  });
