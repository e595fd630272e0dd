import type { Position } from "../../flight.ts";
import { digitSerials } from "./products.ts";
import { readSerial, readText } from "./text.ts";

/** The details block, DJI flight record §2: what the app summed up when it closed the log. */
export type Details = {
  readonly place: string | undefined;
  readonly startedAtMs: number | undefined;
  readonly position: Position | undefined;
  /** In the unit the app chose; see `distanceMeters`. */
  readonly distance: number | undefined;
  readonly durationSeconds: number | undefined;
  readonly maxHeight: number | undefined;
  readonly maxSpeed: number | undefined;
  readonly maxVerticalSpeed: number | undefined;
  readonly photos: number | undefined;
  readonly videoTime: number | undefined;
  readonly imageLengths: readonly number[];
  readonly thumbnailLengths: readonly number[];
  readonly imagePositions: readonly (Position | undefined)[];
  readonly takeoffAltitude: number | undefined;
  readonly product: number;
  readonly aircraftName: string | undefined;
  readonly aircraftSerial: string | undefined;
  readonly cameraSerial: string | undefined;
  readonly controllerSerial: string | undefined;
  readonly batterySerial: string | undefined;
  readonly platform: number;
  readonly appVersion: string | undefined;
  readonly uuid: string | undefined;
};

/** Where the second half of the block has its fields; it grew with version 6. */
type Layout = {
  readonly product: number;
  readonly name: readonly [at: number, length: number];
  readonly serials: Readonly<Record<"aircraft" | "camera" | "controller" | "battery", number>>;
  readonly serialLength: number;
  readonly platform: number;
  readonly takeoffAltitude: number;
};

const before6: Layout = {
  product: 277,
  name: [278, 24],
  serials: { aircraft: 267, camera: 318, controller: 328, battery: 338 },
  serialLength: 10,
  platform: 348,
  takeoffAltitude: 352,
};

const from6: Layout = {
  product: 271,
  name: [280, 32],
  serials: { aircraft: 312, camera: 328, controller: 344, battery: 360 },
  serialLength: 16,
  platform: 376,
  takeoffAltitude: 267,
};

const checksum = 12_345;

/** Says whether a details block stands where one is looked for: its check value is right, §2. */
export function isDetails(bytes: Uint8Array, at: number): boolean {
  if (at < 0 || at + 99 > bytes.length) return false;
  if (bytes[at + 87] !== 0x39 || bytes[at + 88] !== 0x30) return false; // quick: most end here
  return viewOf(bytes, at).getInt32(87, true) === checksum;
}

/** Says so of any place: there the start has to be a date as well. */
export function isDatedDetails(bytes: Uint8Array, at: number): boolean {
  return isDetails(bytes, at) && readTime(viewOf(bytes, at), 91) !== undefined;
}

function viewOf(bytes: Uint8Array, at: number): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset + at, 99);
}

export function detailsLength(version: number): number {
  return version >= 12 ? 436 : 400;
}

/** Reads a block that `isDetails`; where it is cut short, what is missing counts as zero. */
export function readDetails(block: Uint8Array, version: number): Details {
  const bytes = new Uint8Array(detailsLength(version));
  bytes.set(block.subarray(0, bytes.length));
  const view = new DataView(bytes.buffer);
  const layout = version <= 5 ? before6 : from6;
  return { ...readFlown(bytes, view), ...readImages(view), ...readMade(bytes, view, layout) };
}

/** What the app writes before it knows where it is. */
const notLoaded = "Map Loading";

function readFlown(bytes: Uint8Array, view: DataView) {
  const texts = [20, 0, 40, 60].map((at) => readText(bytes, at, 20));
  return {
    place: texts.filter((text) => text && text !== notLoaded).join(", ") || undefined,
    startedAtMs: readTime(view, 91),
    position: readPosition(view.getFloat64(107, true), view.getFloat64(99, true)),
    distance: between(view.getFloat32(115, true), 0, 1e7),
    durationSeconds: between(view.getInt32(119, true) / 1000, 0, 1e6),
    maxHeight: between(view.getFloat32(123, true), -1e4, 1e5),
    maxSpeed: between(view.getFloat32(127, true), 0, 1000),
    maxVerticalSpeed: between(view.getFloat32(131, true), -1000, 1000),
    photos: between(view.getInt32(135, true), 0, 1e6),
    videoTime: between(Number(view.getBigInt64(139, true)), 0, 1e9),
  };
}

function readImages(view: DataView) {
  const four = [0, 1, 2, 3];
  const degrees = (at: number) => (view.getFloat64(at, true) * 180) / Math.PI;
  return {
    imageLengths: four.map((image) => view.getInt32(147 + 4 * image, true)),
    thumbnailLengths: four.map((image) => view.getInt32(163 + 4 * image, true)),
    imagePositions: four.map((image) =>
      readPosition(degrees(211 + 8 * image), degrees(179 + 8 * image)),
    ),
  };
}

function readMade(bytes: Uint8Array, view: DataView, layout: Layout) {
  const product = bytes[layout.product] as number; // layouts lie within the block
  const serial = (at: number) => readSerial(bytes, at, layout.serialLength);
  const version = bytes.subarray(layout.platform + 1, layout.platform + 4);
  const altitude = view.getFloat32(layout.takeoffAltitude, true) / 10;
  return {
    takeoffAltitude: altitude === 0 ? undefined : between(altitude, -500, 9000),
    product,
    aircraftName: readText(bytes, ...layout.name),
    aircraftSerial: serial(layout.serials.aircraft),
    cameraSerial: serial(layout.serials.camera),
    controllerSerial: serial(layout.serials.controller),
    batterySerial: digitSerials.has(product)
      ? readDigits(bytes, layout.serials.battery, layout.serialLength)
      : serial(layout.serials.battery),
    platform: bytes[layout.platform] as number,
    appVersion: version.some(Boolean) ? version.join(".") : undefined,
    uuid: bytes.length >= 436 ? readText(bytes, 400, 36) : undefined,
  };
}

/** Low nibbles are decimal digits, the last one first, §2. */
function readDigits(bytes: Uint8Array, at: number, length: number): string | undefined {
  const digits = [...bytes.subarray(at, at + length)].map((byte) => byte & 0xf).toReversed();
  return digits.join("").replace(/^0+/, "") || undefined;
}

/** Milliseconds since 1970, UTC: from 2010 to 2100, when such logs are written. */
export function isPlausibleTime(ms: number): boolean {
  return ms >= 1_262_304_000_000 && ms < 4_102_444_800_000;
}

function readTime(view: DataView, at: number): number | undefined {
  const ms = Number(view.getBigInt64(at, true));
  return isPlausibleTime(ms) ? ms : undefined;
}

/** Degrees; undefined without a fix (both zero but for rounding) and for garbage. */
export function readPosition(latitude: number, longitude: number): Position | undefined {
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  const isFix = Math.abs(latitude) > 1e-6 || Math.abs(longitude) > 1e-6;
  return isPlace && isFix ? { latitude, longitude } : undefined;
}

function between(value: number, least: number, most: number): number | undefined {
  return value >= least && value <= most ? value : undefined;
}

/** Metres per second, each second: what no camera drone exceeds for long. */
const hardBraking = 5;

/**
 * The header's distance. From version 12 on the app chooses the unit, §2: kilometres, where that
 * could be flown in the time and metres would be too short a way to reach the speed and stop again.
 */
export function distanceMeters(details: Details, version: number): number | undefined {
  const { distance, durationSeconds = 0, maxSpeed = 0 } = details;
  if (distance === undefined || version < 12) return distance;
  const shortest = Math.max(maxSpeed, maxSpeed ** 2 / hardBraking);
  const inKilometres = distance * 1000 <= durationSeconds * maxSpeed && distance < shortest;
  return inKilometres ? distance * 1000 : distance;
}
