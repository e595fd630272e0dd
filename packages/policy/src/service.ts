import type { RestingMode } from "./mode.ts";

/** What is known to leave where a service passes; the sentences belong to web and cli. */
export type LetsOut =
  | "internet-address"
  | "area-looked-at"
  | "position"
  | "serials"
  | "identity"
  | "versions"
  | "usage"
  | "pictures"
  | "flight-records"
  | "log-fingerprints"
  | "control-link";

/** What stops working where a service is blocked; the sentences belong to web and cli. */
export const consequences = [
  "no-online-map",
  "no-terrain-download",
  "clock-not-set",
  "no-network-rtk",
  "no-weather",
  "zones-not-updated",
  "no-zone-unlocking",
  "no-update-notices",
  "no-sign-in",
  "no-activation",
  "no-live-stream",
  "no-mobile-link",
  "no-cloud-copy",
  "logs-stay-locked",
  "no-sharing",
  "no-place-names",
  "no-online-sign",
  "no-push",
  "no-app-updates",
  "no-system-updates",
  "no-system-set-up",
  "no-account-sync",
  "certificates-unchecked",
  "slower-first-fix",
  "no-system-extras",
  "no-web-warnings",
  "no-maker-pages",
  "no-maker-support",
  "no-maker-cloud",
  "not-known",
  "nothing",
] as const;
export type Consequence = (typeof consequences)[number];

export type ServiceRow = {
  readonly letsOut: readonly LetsOut[];
  readonly stops: Consequence;
  /** Modes in which it can be granted at all. */
  readonly grantableIn: readonly RestingMode[];
};

const exception: readonly RestingMode[] = ["local-data", "restricted"];
const restrictedOnly: readonly RestingMode[] = ["restricted"];

/**
 * Every service that can be granted. Adding one is adding a row here and its destinations.
 *
 * Sources: DJI's LDM module enumerations (Mobile SDK 4 and 5), the switches of Pilot 2's Restricted
 * Network Mode, and what an installation of our own may need.
 */
export const serviceTable = {
  maps: {
    letsOut: ["internet-address", "area-looked-at"],
    stops: "no-online-map",
    grantableIn: exception,
  },
  time: { letsOut: ["internet-address"], stops: "clock-not-set", grantableIn: exception },
  terrain: {
    letsOut: ["internet-address", "area-looked-at"],
    stops: "no-terrain-download",
    grantableIn: restrictedOnly,
  },
  rtk: {
    letsOut: ["internet-address", "position", "identity"],
    stops: "no-network-rtk",
    grantableIn: restrictedOnly,
  },
  weather: {
    letsOut: ["internet-address", "position"],
    stops: "no-weather",
    grantableIn: restrictedOnly,
  },
  "fly-safe": {
    letsOut: ["internet-address", "position", "serials"],
    stops: "zones-not-updated",
    grantableIn: restrictedOnly,
  },
  firmware: {
    letsOut: ["internet-address", "serials", "versions"],
    stops: "no-update-notices",
    grantableIn: restrictedOnly,
  },
  account: {
    letsOut: ["internet-address", "identity"],
    stops: "no-sign-in",
    grantableIn: restrictedOnly,
  },
  activation: {
    letsOut: ["internet-address", "identity", "serials", "versions"],
    stops: "no-activation",
    grantableIn: restrictedOnly,
  },
  "live-streaming": {
    letsOut: ["internet-address", "pictures"],
    stops: "no-live-stream",
    grantableIn: restrictedOnly,
  },
  lte: {
    letsOut: ["internet-address", "control-link", "serials"],
    stops: "no-mobile-link",
    grantableIn: restrictedOnly,
  },
  "flight-record-sync": {
    letsOut: ["internet-address", "identity", "flight-records", "serials"],
    stops: "no-cloud-copy",
    grantableIn: restrictedOnly,
  },
  "log-keys": {
    letsOut: ["internet-address", "log-fingerprints"],
    stops: "logs-stay-locked",
    grantableIn: restrictedOnly,
  },
  sharing: {
    letsOut: ["internet-address", "identity", "pictures", "position"],
    stops: "no-sharing",
    grantableIn: restrictedOnly,
  },
  "experience-improvement": {
    letsOut: ["internet-address", "usage", "serials", "versions"],
    stops: "nothing",
    grantableIn: restrictedOnly,
  },
  geocoding: {
    letsOut: ["internet-address", "position"],
    stops: "no-place-names",
    grantableIn: restrictedOnly,
  },
} as const satisfies Readonly<Record<string, ServiceRow>>;

export type Service = keyof typeof serviceTable;

/** In the order of the table. */
export const services = Object.keys(serviceTable) as readonly Service[]; // keys of that very table

export function isGrantable(service: Service, mode: RestingMode): boolean {
  return (serviceTable[service].grantableIn as readonly RestingMode[]).includes(mode);
}
