import type { Labels } from "../../table.ts";
import type { Unit } from "../../units.ts";
import type { CameraField, DroneField, Protocol } from "./protocols.ts";

/** How a value stands in its message. */
export type Kind =
  /** A whole number. */
  | "whole"
  | "float"
  | "double"
  /** Two whole numbers: the first over the second. */
  | "ratio"
  /** Four bytes that are a whole number. */
  | "fixed";

/** A value of a sample: where it stands, and what it means. */
export type Field = {
  readonly name: string;
  readonly path: readonly number[];
  readonly kind: Kind;
  readonly unit: Unit;
  readonly scale?: number;
  readonly labels?: Labels;
  /** Zero says that nothing is known; elsewhere a zero is left out of the message. */
  readonly zero?: "unknown";
};

type Part = Omit<Field, "path"> & { readonly at: readonly number[] };

/** `dvtm_library.proto`: tenths of a degree, pitch before roll. ExifTool names these two the other way
 * round; films of flights that bank show that the maker's own definition is right. */
const angles = (prefix: string): readonly Part[] =>
  ["Pitch", "Roll", "Yaw"].map((angle, index) => ({
    name: prefix ? `${prefix}${angle}` : angle.toLowerCase(),
    at: [index + 1],
    kind: "whole",
    unit: "deg",
    scale: 0.1,
  }));

/** `GpsBasic`. The unit of the coordinates stands beside them, and is worked in later. */
const gps: readonly Part[] = [
  { name: "coordinateUnit", at: [1, 1], kind: "whole", unit: "1" },
  { name: "latitude", at: [1, 2], kind: "double", unit: "deg" },
  { name: "longitude", at: [1, 3], kind: "double", unit: "deg" },
  { name: "altitude", at: [2], kind: "whole", unit: "m", scale: 0.001 },
  {
    name: "gpsStatus",
    at: [3],
    kind: "whole",
    unit: "1",
    labels: { 0: "normal", 1: "invalid", 2: "RTK" },
  },
  {
    name: "altitudeType",
    at: [4],
    kind: "whole",
    unit: "1",
    labels: { 0: "barometer", 1: "GPS and barometer", 2: "RTK" },
  },
];

const velocity: readonly Part[] = ["velocityNorth", "velocityEast", "velocityDown"].map(
  (name, index) => ({ name, at: [index + 1], kind: "float", unit: "m/s" }),
);

/** Where in an aircraft's part each message is: so in every model that has it. */
const droneParts: Readonly<Record<DroneField, readonly [number, readonly Part[]]>> = {
  velocity: [2, velocity],
  attitude: [3, angles("")],
  gps: [4, gps],
  height: [5, [{ name: "height", at: [1], kind: "float", unit: "m", scale: 0.001 }]],
  battery: [6, [{ name: "batteryPercent", at: [1], kind: "fixed", unit: "%" }]],
};

const cameraParts: Readonly<Record<CameraField, Omit<Part, "name" | "at">>> = {
  iso: { kind: "float", unit: "1", zero: "unknown" },
  shutter: { kind: "ratio", unit: "s", zero: "unknown" },
  aperture: { kind: "ratio", unit: "1", zero: "unknown" },
  colorTemperature: { kind: "whole", unit: "K", zero: "unknown" },
  zoom: { kind: "float", unit: "1", zero: "unknown" },
  focalLength: { kind: "ratio", unit: "mm", zero: "unknown" },
  sensorTemperature: { kind: "float", unit: "degC" },
};

const frame = 3;

/** Every frame has these: its number, and microseconds since the aircraft was switched on. */
const headFields: readonly Field[] = [
  { name: "frame", path: [frame, 1, 1], kind: "whole", unit: "1" },
  { name: "uptime", path: [frame, 1, 2], kind: "whole", unit: "s", scale: 1e-6, zero: "unknown" },
];

export function fieldsOf({ drone, receiver, gimbal, camera }: Protocol): readonly Field[] {
  const put = (before: readonly number[], parts: readonly Part[]): readonly Field[] =>
    parts.map(({ at, ...part }) => ({ ...part, path: [frame, ...before, ...at] }));
  return [
    ...headFields,
    ...(drone?.holds.flatMap((name) => {
      const [at, parts] = droneParts[name];
      return put([drone.part, at], parts);
    }) ?? []),
    ...(receiver ? put([receiver.part, receiver.gps], gps) : []),
    ...(gimbal ? put([gimbal, 3], angles("gimbal")) : []),
    ...Object.entries(camera ?? {}).flatMap(([name, at]) =>
      put([2, at], [{ ...cameraParts[name as CameraField], name, at: [1] }]),
    ),
  ];
}
