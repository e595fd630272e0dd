import type { DeviceRow, MissionRow } from "@homepoint/api";
import { table } from "../output.ts";

const shortTime = (at: string) => at.slice(0, 16).replace("T", " ");
const states = {
  planned: "planned",
  waiting: "waits for the landing",
  "in-force": "IN FORCE",
  ended: "ended",
} as const;

export function tellMissions(
  missions: readonly MissionRow[],
  devices: readonly DeviceRow[],
): string[] {
  if (missions.length === 0) return ["No mission is planned."];
  const nameOf = (id: string) =>
    devices.find((device) => device.id === id)?.name ?? "one that is gone";
  const rows = missions.map((mission) => [
    mission.name,
    states[mission.state],
    shortTime(mission.from),
    shortTime(mission.endedAt ?? mission.until),
    mission.sensitivity,
    asksOf(mission),
    mission.devices.map(nameOf).join(", ") || "–",
    mission.id.slice(0, 8),
  ]);
  const heads = [
    "Mission",
    "Is",
    "From (UTC)",
    "Until",
    "Sensitivity",
    "Asks for",
    "Devices",
    "Id",
  ];
  return table(rows, heads);
}

function asksOf({ asks }: MissionRow): string {
  if (!asks) return "nothing";
  return `${asks.mode}, at most ${asks.services.join(" and ") || "no service"}`;
}
