import type { DeviceThen, NamedDevice } from "./flight-facts.ts";

export type DevicesFound = {
  /** Of the register, those that took part or may have. */
  readonly devices: readonly DeviceThen[];
  /** Named by the flight, and not in the register. */
  readonly missing: readonly NamedDevice[];
};

/**
 * Joins what a flight names with the register: by serial, and where only the kind is named, every
 * device of that kind may have been the one, so that each of them has to hold; unless a mission
 * names some, which then were the ones.
 */
export function findDevices(
  named: readonly NamedDevice[],
  register: readonly DeviceThen[],
): DevicesFound {
  const found = named.map((one) => ({ one, devices: devicesFor(one, register) }));
  return {
    devices: [
      ...new Set([...found.flatMap(({ devices }) => devices), ...register.filter(isInMission)]),
    ],
    missing: found.flatMap(({ one, devices }) => (devices.length === 0 ? [one] : [])),
  };
}

function devicesFor(
  { kinds, serial }: NamedDevice,
  register: readonly DeviceThen[],
): readonly DeviceThen[] {
  if (serial === undefined) {
    const all = register.filter(({ kind }) => kinds.includes(kind));
    const named = all.filter(isInMission);
    return named.length > 0 ? named : all;
  }
  const wanted = plainSerial(serial);
  return register.filter(({ serials }) => serials.some((own) => plainSerial(own) === wanted));
}

function isInMission({ inMission }: DeviceThen): boolean {
  return inMission === true;
}

/** Labels are typed by people: case, blanks and hyphens do not tell devices apart. */
export function plainSerial(serial: string): string {
  return serial.replaceAll(/[\s-]/g, "").toUpperCase();
}
