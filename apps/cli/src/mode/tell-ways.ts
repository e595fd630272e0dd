import type { DeviceRow } from "@homepoint/api";
import { waysOf } from "@homepoint/policy";
import { table } from "../output.ts";

export function tellDevices(devices: readonly DeviceRow[]): string[] {
  if (devices.length === 0)
    return ["No device is registered: no flight is proved. `homepoint ways set` registers one."];
  const rows = devices.map(({ name, kind, uncovered, serials, client, since }) => [
    name,
    kind,
    uncovered.length === 0 ? "all covered" : `not covered: ${uncovered.join(", ")}`,
    serials.join(", ") || "–",
    client ?? name,
    since.slice(0, 16).replace("T", " "),
  ]);
  return table(rows, ["Device", "Kind", "Ways out", "Serials", "At the gateway", "Said (UTC)"]);
}

export function tellWays({ name, kind, ways, uncovered, serials, client }: DeviceRow): string[] {
  const rows = waysOf[kind].map((way) => [
    way,
    ways[way] ?? "unknown",
    uncovered.includes(way) ? "not covered" : "covered",
  ]);
  return [
    `${name} (${kind}), at the gateway ${client ?? name}${serials.length > 0 ? `, serial ${serials.join(", ")}` : ""}`,
    ...table(rows, ["Way out", "In it", ""]),
    ...(uncovered.length > 0 ? ["A flight with it is not proved."] : []),
  ];
}
