import type { Aircraft, App, Device, Flight, Numbers, Property } from "../../flight.ts";
import type { Table } from "../../table.ts";
import { findDamage } from "./damage.ts";
import { startsOf } from "./group-rows.ts";
import { findMoments } from "./moments.ts";
import { readParameters } from "./parameters.ts";
import { readProperties } from "./properties.ts";
import type { Scan } from "./scan.ts";
import { findStart } from "./start-time.ts";
import { readTexts } from "./texts.ts";

export const format = "ulog";

export function describeFlight(scan: Scan, tablesOf: (topic: string) => readonly Table[]): Flight {
  const properties = readProperties(scan);
  const parameters = readParameters(scan);
  const texts = readTexts(scan);
  const counts = countRows(scan);
  const start = findStart({
    receivers: [...tablesOf("vehicle_gps_position"), ...tablesOf("sensor_gps")],
    startMicros: scan.clock.startMicros,
    texts,
    utcOffset: numberIn(properties, "time_ref_utc") ?? 0,
  });
  return {
    format,
    formatVersion: scan.header?.version,
    needsKeys: false,
    keyRequests: [],
    ...start,
    aircraft: aircraftOf(properties),
    batteries: tablesOf("battery_status").flatMap(batteryOf),
    app: appOf(properties),
    stated: {},
    images: [],
    counts,
    positionKind: positionKindOf(counts),
    moments: findMoments({ tablesOf, tableOf: (topic) => tablesOf(topic)[0], texts }),
    damage: findDamage(scan),
    ...(parameters.length > 0 && { parameters }),
    ...(properties.length > 0 && { properties }),
  };
}

/** By topic; those of another instance than the first with its number: `battery_status#1`. */
function countRows({ topics, grouped, unread }: Scan): Numbers {
  const counts = new Map<string, number>();
  const add = (name: string, count: number) => {
    if (count > 0) counts.set(name, (counts.get(name) ?? 0) + count);
  };
  for (const [place, { name, instance }] of topics.entries()) {
    const rows = startsOf(grouped, place).length + (unread.get(place + 1) ?? 0);
    add(instance > 0 ? `${name}#${instance}` : name, rows);
  }
  add("unknown", unread.get(0) ?? 0);
  return Object.fromEntries(counts);
}

const positionKinds = ["vehicle_global_position", "vehicle_gps_position", "sensor_gps"] as const;

function positionKindOf(counts: Numbers): string {
  return positionKinds.find((kind) => (counts[kind] ?? 0) > 0) ?? positionKinds[0];
}

/** The board stands for the model: the log does not know what it is built into. */
function aircraftOf(properties: readonly Property[]): Aircraft {
  return { model: textIn(properties, "ver_hw"), serial: textIn(properties, "sys_uuid") };
}

function appOf(properties: readonly Property[]): App | undefined {
  const platform = textIn(properties, "sys_name");
  const release = numberIn(properties, "ver_sw_release");
  const version = release === undefined ? textIn(properties, "ver_sw") : versionOf(release);
  return platform || version ? { platform, version } : undefined;
}

/** Kinds of releases, from the number on that stands behind them ("Information Message"). */
const releaseKinds = [
  [255, ""],
  [192, " release candidate"],
  [128, " beta"],
  [64, " alpha"],
  [0, " development"],
] as const;

/** 0xAABBCCTT: major, minor, patch, kind. */
function versionOf(release: number): string {
  const [major, minor, patch, kind] = [24, 16, 8, 0].map((shift) => (release >>> shift) & 0xff);
  const words = releaseKinds.find(([from]) => (kind ?? 0) >= from)?.[1] ?? "";
  return `${major}.${minor}.${patch}${words}`;
}

/** A serial number of 0 or all ones is none; newer batteries have texts. */
function batteryOf({ name, series }: Table): readonly Device[] {
  const serials = series.find(({ source }) => source === `${name}.serial_number`);
  const value = serials?.values.at(-1);
  if (!serials || value === undefined) return [];
  const serial = serials.labels ? serials.labels[Number(value)] : String(value);
  return serial && !/^(?:0|65535)$/.test(serial) ? [{ serial }] : [];
}

function textIn(properties: readonly Property[], name: string): string | undefined {
  const value = properties.find((one) => one.name === name)?.value;
  return typeof value === "string" && value ? value : undefined;
}

function numberIn(properties: readonly Property[], name: string): number | undefined {
  const value = properties.find((one) => one.name === name)?.value;
  return typeof value === "number" ? value : undefined;
}
