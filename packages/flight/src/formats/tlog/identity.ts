import { fieldsOf, messageNamed } from "../../mavlink/messages.ts";
import { enumLabels } from "../../mavlink/messages.ts";
import type { Aircraft, Property } from "../../flight.ts";
import type { Table } from "../../table.ts";
import type { VehicleLog } from "./vehicle-log.ts";

/** Who makes the software behind MAV_AUTOPILOT. */
const makers: Readonly<Record<number, string>> = { 3: "ArduPilot", 12: "PX4", 9: "Paparazzi" };

export function identify(log: VehicleLog): Aircraft {
  const { autopilot, type } = log.vehicle;
  const maker = makers[autopilot ?? -1];
  const label = type ? enumLabels("MAV_TYPE")[type] : undefined;
  const serial = serialOf(log.tablesNamed("AUTOPILOT_VERSION")[0]);
  return {
    ...(maker ? { maker } : {}),
    ...(label ? { model: sentence(label) } : {}),
    ...(serial ? { serial } : {}),
  };
}

/** `FIXED_WING` is Fixed wing. */
function sentence(label: string): string {
  const words = label.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The longer of the two numbers that the hardware may have, as hexadecimal digits. */
function serialOf(table: Table | undefined): string | undefined {
  const bytes = arrayOf(table, "uid2");
  if (bytes.some((byte) => byte > 0))
    return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const uid = table?.series.find(({ source }) => source.endsWith(".uid"))?.values.at(-1);
  return uid ? uid.toString(16) : undefined;
}

function arrayOf(table: Table | undefined, field: string): readonly number[] {
  const elements = table?.series.filter(({ source }) => source.includes(`.${field}[`)) ?? [];
  return elements.map(({ values }) => Number(values.at(-1)));
}

/** FIRMWARE_VERSION_TYPE, the least of each. */
const releases: readonly (readonly [least: number, name: string])[] = [
  [255, ""],
  [192, "rc"],
  [128, "beta"],
  [64, "alpha"],
  [0, "dev"],
];

/** Versions and hardware, as the autopilot told them last, by MAVLink's names. */
export function readProperties(log: VehicleLog, signed: number): readonly Property[] {
  const [table] = log.tablesNamed("AUTOPILOT_VERSION");
  const message = messageNamed("AUTOPILOT_VERSION");
  const properties: Property[] = [
    { name: "system", value: log.vehicle.system },
    { name: "component", value: log.vehicle.component },
  ];
  if (signed > 0) properties.push({ name: "signed frames", value: signed });
  for (const { name, elements } of table && message ? fieldsOf(message) : []) {
    const last = table?.series.find(({ source }) => source.endsWith(`.${name}`))?.values.at(-1);
    if (elements > 0) properties.push(...customVersion(name, arrayOf(table, name)));
    else if (last) properties.push({ name, value: valueOf(name, last) });
  }
  return properties;
}

function valueOf(name: string, last: number | bigint): string | number {
  if (name.endsWith("_sw_version")) return versionOf(Number(last));
  return Number(last) <= Number.MAX_SAFE_INTEGER ? Number(last) : `0x${last.toString(16)}`;
}

/** Major, minor, patch, and how ready it is, a byte each. */
function versionOf(version: number): string {
  const type = version & 0xff;
  const release = releases.find(([least]) => type >= least)?.[1] ?? "";
  const numbers = [version >>> 24, (version >>> 16) & 0xff, (version >>> 8) & 0xff].join(".");
  return release ? `${numbers}-${release}` : numbers;
}

/** The first letters of the commit: ArduPilot writes them as text, others as bytes. */
function customVersion(name: string, bytes: readonly number[]): readonly Property[] {
  if (!name.endsWith("_custom_version") || bytes.every((byte) => byte === 0)) return [];
  const isText = bytes.every((byte) => byte === 0 || (byte > 32 && byte < 127));
  const letters = bytes.filter(Boolean).map((byte) => String.fromCharCode(byte));
  const digits = bytes.map((byte) => byte.toString(16).padStart(2, "0"));
  return [{ name, value: (isText ? letters : digits).join("") }];
}
