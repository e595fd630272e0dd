import { roleOf, type Role, type Sighting } from "./sighting.ts";

/** Logs of their makers tell most, films least. */
const order: readonly Role[] = ["log", "telemetry", "table", "track", "film"];

/** The most detailed log first; one that is locked behind all that are open. */
export function byDetail<One extends Detailed>(sightings: readonly One[]): readonly One[] {
  return [...sightings].sort((a, b) => Number(a.needsKeys) - Number(b.needsKeys) || byRole(a, b));
}

/** Whose word on who flew and when is best: the maker's own logs, locked or not, come first. */
export function byOrigin<One extends Detailed>(sightings: readonly One[]): readonly One[] {
  return [...sightings].sort(byRole);
}

type Detailed = Pick<Sighting, "id" | "format" | "needsKeys" | "rows">;

function byRole(a: Detailed, b: Detailed): number {
  const roles = order.indexOf(roleOf(a.format)) - order.indexOf(roleOf(b.format));
  return roles || b.rows - a.rows || (a.id < b.id ? -1 : 1);
}
