import type { SensitivityLevel } from "./questions.ts";

export const deviceKinds = ["android", "ios", "windows", "controller", "aircraft", "dock"] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** Before it flies, and after what it recorded came home. */
export type CheckWhen = "before" | "after";

type PointRow = {
  readonly on: readonly DeviceKind[];
  readonly when: CheckWhen;
  /** From this sensitivity on. */
  readonly from: SensitivityLevel;
  readonly source: string;
};

const screens: readonly DeviceKind[] = ["android", "ios", "windows", "controller"];
const handhelds: readonly DeviceKind[] = ["android", "ios", "windows"];
const guide = "DJI's guide, step 1";

/** Everything that can be ticked off. Adding one is adding a row, and a sentence. */
export const checkPoints = {
  "sync-off": {
    on: screens,
    when: "before",
    from: "open",
    source: "DJI's guide: consider whether you need to sync your flight logs",
  },
  "improvement-off": {
    on: screens,
    when: "before",
    from: "open",
    source: "DJI Pilot 2 permissions: user experience improvement programme",
  },
  "local-data-mode-on": {
    on: screens,
    when: "before",
    from: "internal",
    source: "DJI's guide, step 2",
  },
  "airplane-mode": { on: handhelds, when: "before", from: "internal", source: guide },
  "sim-out": { on: screens, when: "before", from: "internal", source: guide },
  "dongle-out": {
    on: ["controller", "aircraft", "dock"],
    when: "before",
    from: "internal",
    source: "DJI: cellular dongles of controllers, aircraft and docks",
  },
  "gateway-only": {
    on: screens,
    when: "before",
    from: "internal",
    source: "a phone with a second network goes around any gateway (measured)",
  },
  "media-sync-off": {
    on: screens,
    when: "before",
    from: "internal",
    source: "DJI Cloud API: autoUploadPhoto, autoUploadVideo",
  },
  "video-cache-off": {
    on: screens,
    when: "before",
    from: "internal",
    source: "forensic write-up of DJI GO 4: copies of the live view in DJI_RECORD",
  },
  "broadcast-known": {
    on: ["aircraft"],
    when: "before",
    from: "internal",
    source: "RUB and CISPA, NDSS 2023: DroneID is radio, and readable by anyone",
  },
  "maps-off": {
    on: screens,
    when: "before",
    from: "confidential",
    source: "Booz Allen 2020: map services were reached with the mode on",
  },
  "signed-out": {
    on: screens,
    when: "before",
    from: "confidential",
    source: "DJI Pilot 2: no account is needed",
  },
  "updates-off": {
    on: screens,
    when: "before",
    from: "confidential",
    source: "US Department of the Interior 2019: each update to be tested",
  },
  "card-secured": {
    on: ["aircraft"],
    when: "before",
    from: "confidential",
    source: "heliguy: security code of M30, M300 and M3E cards",
  },
  rehearsed: {
    on: ["aircraft"],
    when: "before",
    from: "secret",
    source: "the captures of an audit: the same flight with the mode on, judged before",
  },
  "caches-purged": {
    on: screens,
    when: "after",
    from: "internal",
    source: "forensic write-up of DJI GO 4: CACHE_IMAGE, DJI_RECORD, RECORD_VOICE",
  },
  "logs-purged": {
    on: screens,
    when: "after",
    from: "confidential",
    source: "DJI Pilot 2: clear all device data",
  },
  "card-formatted": {
    on: ["aircraft", "dock"],
    when: "after",
    from: "internal",
    source: "DJI's guide: images are stored on the aircraft or the card",
  },
} as const satisfies Readonly<Record<string, PointRow>>;

export type CheckPoint = keyof typeof checkPoints;

// Keys of that very table.
export const checkPointIds = Object.keys(checkPoints) as readonly CheckPoint[];
