import type { Vehicle } from "../../mavlink/modes.ts";

/** How the software calls itself in the first lines that it logs. */
const names: readonly (readonly [RegExp, Vehicle])[] = [
  [/copter/i, "copter"],
  [/plane/i, "plane"],
  [/rover|boat/i, "rover"],
  [/ardusub/i, "sub"],
  [/tracker/i, "tracker"],
];

/** `ArduCopter V4.1.0-dev (2bbf3169)`, `APM:Copter V3.3-dev (ae3192b8)`. */
const firmware = /^(?:APM:|Ardu|Antenna|Blimp)\w* ?V?\d/;

export function findFirmware(texts: readonly string[]): string | undefined {
  return texts.find((text) => firmware.test(text));
}

/** Which kind of vehicle wrote the log; undefined where no text says so. */
export function findVehicle(texts: readonly string[]): Vehicle | undefined {
  const line = findFirmware(texts) ?? "";
  return names.find(([pattern]) => pattern.test(line))?.[1];
}

/** The number of the hardware: three words at the end of a line that begins with its name. */
export function findSerial(texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const [, serial] = /^\S+ ([0-9A-F]{8} [0-9A-F]{8} [0-9A-F]{8})$/i.exec(text) ?? [];
    if (serial) return serial.replaceAll(" ", "");
  }
  return undefined;
}
