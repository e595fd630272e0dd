import type { Moment } from "../../flight.ts";
import type { LogView } from "./flight.ts";
export function findMoments(_view: LogView): readonly Moment[] {
  return [];
}
