import type { Seen } from "./seen.ts";

/**
 * What kind of vehicle it is, as far as it matters for what is usual: a multirotor keeps level, a
 * helicopter's outputs are no motors, an aeroplane may do anything, and what drives, swims or dives
 * is shaken, and never in the air.
 */
export type SeenVehicle = "multirotor" | "helicopter" | "ground" | "other";

/** What a vehicle is judged by. */
type Traits = Pick<Seen, "flight" | "line" | "parameter">;

/** MAV_TYPE of multirotors, with how many motors each has. */
export const motorsOfType: ReadonlyMap<number, number> = new Map([
  [2, 4],
  [13, 6],
  [14, 8],
  [15, 3],
  [29, 12],
  [35, 10],
]);

const helicopter = 4;

/** MAV_TYPE of an antenna tracker, a rover, a boat and a submarine. */
const groundTypes: ReadonlySet<number> = new Set([5, 10, 11, 12]);

/** Formats of aircraft that are multirotors, but for a few. */
const multirotorFormats = /^(?:dji|airdata|litchi|dronelog)/;

export function vehicleOf(traits: Traits): SeenVehicle {
  const { format, aircraft } = traits.flight;
  if (multirotorFormats.test(format)) return "multirotor";
  if (format.startsWith("ardupilot")) return ofArdupilot(traits);
  if (traits.line("vehicle_status.is_vtol")?.values.includes(1)) return "other";
  const type = mavTypeOf(traits);
  if (type === helicopter) return "helicopter";
  if (type !== undefined && groundTypes.has(type)) return "ground";
  if (type !== undefined) return motorsOfType.has(type) ? "multirotor" : "other";
  return /quad|hexa|octo|multirotor/i.test(aircraft.model ?? "") ? "multirotor" : "other";
}

export function mavTypeOf(traits: Pick<Traits, "line" | "parameter">): number | undefined {
  return (
    traits.parameter("MAV_TYPE") ??
    traits.line("vehicle_status.system_type", "HEARTBEAT.type")?.values.at(-1)
  );
}

const fixedWing = 1;

/** A plane that cannot hover: one that can is set up for it, or of another type. */
export function isPlane(seen: Pick<Seen, "flight" | "line" | "parameter" | "vehicle">): boolean {
  if (seen.vehicle !== "other") return false;
  if (seen.flight.format.startsWith("ardupilot"))
    return seen.flight.aircraft.model === "Plane" && seen.parameter("Q_ENABLE") !== 1;
  return mavTypeOf(seen) === fixedWing && seen.parameter("Q_ENABLE") !== 1;
}

/** FRAME_CLASS of helicopters: one rotor, two, four. */
const helicopterClasses: ReadonlySet<number | undefined> = new Set([6, 11, 13]);

/** What ArduPilot calls what does not fly. */
const groundModels: ReadonlySet<string | undefined> = new Set(["Rover", "Sub", "Antenna tracker"]);

function ofArdupilot(traits: Traits): SeenVehicle {
  if (groundModels.has(traits.flight.aircraft.model)) return "ground";
  if (traits.flight.aircraft.model !== "Copter") return "other";
  const hasSwashplate = ["H_COL_MIN", "H_COL_MID", "H_SV_MAN"].some(
    (name) => traits.parameter(name) !== undefined,
  );
  const isHelicopter = hasSwashplate || helicopterClasses.has(traits.parameter("FRAME_CLASS"));
  return isHelicopter ? "helicopter" : "multirotor";
}
