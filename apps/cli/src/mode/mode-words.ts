import type { Consequence, LetsOut, Lock, RestingMode } from "@homepoint/policy";

export const modeWords: Readonly<Record<RestingMode, string>> = {
  offline: "Offline: nothing passes but to this hub and the gateway's own page.",
  "local-data":
    "Local Data Mode: nothing passes but to this hub; maps and time if granted, nothing else.",
  restricted: "Restricted: services pass one by one, each granted by name.",
};

export const lockWords: Readonly<Record<Lock, string>> = {
  open: "open: owner and managers may relax it",
  password: "password: relaxing needs it, tightening does not",
  sealed: "sealed: nobody relaxes it here, it is replaced only while stopped (homepoint seal)",
};

export const stopsWords: Readonly<Record<Consequence, string>> = {
  "no-online-map": "online maps",
  "no-terrain-download": "loading terrain",
  "clock-not-set": "setting the clock",
  "no-network-rtk": "RTK over the network",
  "no-weather": "weather",
  "zones-not-updated": "updates of flight zones",
  "no-zone-unlocking": "unlocking zones online",
  "no-update-notices": "notices of updates",
  "no-sign-in": "signing in at the maker",
  "no-activation": "activating new devices",
  "no-live-stream": "live streams to others",
  "no-mobile-link": "the link over the mobile network",
  "no-cloud-copy": "copies of flights at the maker",
  "logs-stay-locked": "opening logs of newer apps",
  "no-sharing": "sharing from the app",
  "no-place-names": "names of places",
  "no-online-sign": "the sign that there is internet (the gateway answers it)",
  "no-push": "notices from other apps",
  "no-app-updates": "updates of apps",
  "no-system-updates": "updates of the system",
  "no-system-set-up": "setting up a new device",
  "no-account-sync": "syncing the device's account",
  "certificates-unchecked": "checking certificates for recall",
  "slower-first-fix": "a fast first position of the tablet",
  "no-system-extras": "weather, news, search and the like of the system",
  "no-web-warnings": "warnings of dangerous pages",
  "no-maker-pages": "pages and downloads of the maker",
  "no-maker-support": "support of the maker in the app",
  "no-maker-cloud": "the maker's fleet software in the cloud",
  "not-known": "not known",
  nothing: "nothing",
};

export const letsOutWords: Readonly<Record<LetsOut, string>> = {
  "internet-address": "internet address",
  "area-looked-at": "area looked at",
  position: "position",
  serials: "serial numbers",
  identity: "who you are",
  versions: "versions",
  usage: "usage",
  pictures: "pictures",
  "flight-records": "flight logs",
  "log-fingerprints": "which logs are opened",
  "control-link": "the control link",
};
