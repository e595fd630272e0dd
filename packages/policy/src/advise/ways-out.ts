import type { DeviceKind } from "./checklist.ts";

/** How something can leave a device. */
export const waysOut = ["wifi", "sim", "dongle", "mobile-data", "cable", "bluetooth"] as const;
export type WayOut = (typeof waysOut)[number];

/** What stands in a way: the gateway, or that it was taken out or switched off; or nothing known. */
export const wayStates = ["gateway", "removed", "off", "open", "unknown"] as const;
export type WayState = (typeof wayStates)[number];

/** The ways that a kind of device has; whether each model does is for its owner to say. */
export const waysOf: Readonly<Record<DeviceKind, readonly WayOut[]>> = {
  android: ["wifi", "mobile-data", "sim", "bluetooth", "cable"],
  ios: ["wifi", "mobile-data", "sim", "bluetooth", "cable"],
  windows: ["wifi", "mobile-data", "cable", "bluetooth"],
  controller: ["wifi", "sim", "dongle", "bluetooth"],
  aircraft: ["dongle"],
  dock: ["cable", "wifi", "dongle"],
};

/** A device and what stands in each of its ways; one that is left out is not known. */
export type DeviceWays = {
  readonly kind: DeviceKind;
  readonly ways: Readonly<Partial<Record<WayOut, WayState>>>;
};

const covering: readonly WayState[] = ["gateway", "removed", "off"];

/** Ways that nothing covers. What is not known is not covered. */
export function uncoveredWays({ kind, ways }: DeviceWays): readonly WayOut[] {
  return waysOf[kind].filter((way) => !covering.includes(ways[way] ?? "unknown"));
}
