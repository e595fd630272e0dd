import { batteryGoHomeStates, batteryStates } from "../labels.ts";
import { type FieldLine, bits, defineLayout, field, flag, tenth, thousandth } from "../layout.ts";

const millivolt = { unit: "V", scale: thousandth } as const;
const milliampere = { unit: "A", scale: thousandth } as const;

/** §7.7: unused cells are 0, or in a Phantom 3 anything that no cell can have. */
const centerCells = [1, 2, 3, 4, 5, 6].map((cell) =>
  field(`cell${cell}`, 14 + 2 * cell, "u16", {
    ...millivolt,
    missing: 0,
    plausible: [3, 10_000],
  }),
);

/** Two 16-bit dates: years since 1980, month, day. */
const productionDate = (at: number): readonly FieldLine[] => [
  bits("productionDay", [at, 0, 5]),
  bits("productionMonth", [at, 5, 4]),
  { ...bits("productionYear", [at, 9, 7]), offset: 1980 },
];

export const centerBattery = defineLayout({
  name: "CENTER_BATTERY",
  least: 3,
  fields: [
    field("percent", 0, "u8", { unit: "%" }),
    field("voltage", 1, "u16", millivolt),
    field("currentCapacity", 3, "u16", { unit: "mAh" }),
    field("fullCapacity", 5, "u16", { unit: "mAh" }),
    field("life", 7, "u8", { unit: "%" }),
    field("cycles", 8, "u16"),
    field("errors", 10, "u32"),
    field("current", 14, "i16", milliampere),
    ...centerCells,
    field("serialNumber", 28, "u16"),
    ...productionDate(30),
    field("temperature", 32, "u16", { unit: "degC", scale: tenth, offset: -273.15 }),
    field("connectState", 34, "u8", { labels: batteryStates }),
    field("learnCount", 35, "u16"),
    field("latestLearnCycle", 37, "u16"),
    flag("charging", 39, 0),
  ],
});

const smartStates = [
  "userGoHome",
  "userLand",
  "smartGoHome",
  "smartLand",
  "lowVoltageGoHome",
  "lowVoltageLand",
  "cellError",
  "communicationError",
  "lowVoltageNeedLand",
  "temperatureVoltageLow",
  "notReady",
  "firstChargeNotFull",
];

/** §7.8: once a second; what the battery reckons is left. */
export const smartBattery = defineLayout({
  name: "SMART_BATTERY",
  least: 8,
  fields: [
    field("remainingFlightTime", 0, "u16", { unit: "s" }),
    field("goHomeTime", 2, "u16", { unit: "s" }),
    field("landTime", 4, "u16", { unit: "s" }),
    field("goHomeBattery", 6, "u16", { unit: "%" }),
    field("landBattery", 8, "u16", { unit: "%" }),
    field("safeRadius", 10, "f32", { unit: "m" }),
    field("consumption", 14, "f32"),
    ...smartStates.map((name, bit) => flag(name, 18 + (bit >>> 3), bit & 7)),
    flag("singleBattery", 19, 7),
    field("goHomeStatus", 22, "u8", { labels: batteryGoHomeStates }),
    field("goHomeCountdown", 23, "u8", { unit: "s" }),
    field("voltage", 24, "u16", millivolt),
    field("percent", 26, "u8", { unit: "%" }),
    { ...bits("lowWarning", [27, 0, 7]), unit: "%" },
    flag("lowWarningGoHome", 27, 7),
    { ...bits("seriousWarning", [28, 0, 7]), unit: "%" },
    flag("seriousWarningLanding", 28, 7),
  ],
});

/** §7.16, sub type 1. */
export const batteryStatic = defineLayout({
  name: "SMART_BATTERY_STATIC",
  least: 16,
  fields: [
    field("designCapacity", 2, "u32", { unit: "mAh" }),
    field("cycles", 6, "u16"),
    field("fullVoltage", 8, "u32", millivolt),
    ...productionDate(12),
    field("serialNumber", 14, "u16"),
    field("life", 39, "u8", { unit: "%" }),
    field("type", 40, "u8"),
  ],
});

/** §7.16, sub type 2. The status is 64 bits, kept as two words. */
export const batteryDynamic = defineLayout({
  name: "SMART_BATTERY_DYNAMIC",
  least: 22,
  fields: [
    field("voltage", 2, "i32", millivolt),
    field("current", 6, "i32", milliampere),
    field("fullCapacity", 10, "u32", { unit: "mAh" }),
    field("remainingCapacity", 14, "u32", { unit: "mAh" }),
    field("temperature", 18, "i16", { unit: "degC", scale: tenth }),
    field("cellCount", 20, "u8"),
    field("percent", 21, "u8", { unit: "%" }),
    field("statusLow", 22, "u32"),
    field("statusHigh", 26, "u32"),
  ],
});

/** §7.16, sub type 3, for as many cells as the rows have room for. */
export const batteryCells = defineLayout({
  name: "SMART_BATTERY_CELLS",
  least: 3,
  fields: [
    field("cellCount", 2, "u8"),
    ...Array.from({ length: 16 }, (_, cell) =>
      field(`cell${cell + 1}`, 3 + 2 * cell, "u16", { ...millivolt, missing: 0 }),
    ),
  ],
});

/** §7.23, sub type 0. */
export const controllerBattery = defineLayout({
  name: "FC_BATTERY",
  least: 10,
  fields: [
    field("remainingFlightTime", 2, "u16", { unit: "s" }),
    field("goHomeTime", 4, "u16", { unit: "s" }),
    field("landTime", 6, "u16", { unit: "s" }),
    field("goHomeBattery", 8, "u8", { unit: "%" }),
    field("landBattery", 9, "u8", { unit: "%" }),
  ],
});
