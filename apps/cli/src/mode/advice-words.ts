import {
  checkPoints,
  type Advice,
  type CheckPoint,
  type Choice,
  type DeviceKind,
  type Enforcement,
  type Question,
  type SensitivityLevel,
} from "@homepoint/policy";
import { modeWords } from "./mode-words.ts";

export const questionWords: Readonly<Record<Question, string>> = {
  film: "What does the camera see?",
  place: "Where do you fly?",
  client: "For whom?",
  harm: "What would happen if the flight, or its pictures, were known?",
};

export const choiceWords: { readonly [Of in Question]: Readonly<Record<Choice<Of>, string>> } = {
  film: {
    landscape: "landscape, buildings from far",
    "own-property": "what is your own",
    "others-property": "what belongs to others",
    people: "people who can be recognized",
    "critical-site": "a site whose weak points matter: power, water, telecom, defence",
    "accident-or-crime": "an accident, a crime, an emergency",
  },
  place: {
    public: "where anyone may be",
    "with-permission": "where someone allowed it",
    closed: "on closed ground",
    guarded: "where it is guarded, or flying needs a special permit",
  },
  client: {
    myself: "for yourself",
    customer: "for a customer",
    "under-agreement": "under an agreement to keep silent",
    authority: "for an authority",
    classified: "for something classified",
  },
  harm: {
    nothing: "nothing",
    annoyance: "someone would be annoyed",
    "money-or-trust": "it would cost money or trust",
    "someone-exposed": "someone would be exposed",
    "someone-in-danger": "someone would be in danger",
  },
};

const sensitivityWords: Readonly<Record<SensitivityLevel, string>> = {
  open: "open",
  internal: "internal",
  confidential: "confidential",
  secret: "secret",
};

const enforcementWords: Readonly<Record<Enforcement, string>> = {
  app: "The switches of the app are enough.",
  gateway: "The gateway enforces it: the switches of an app are a promise.",
  "gateway-and-seal":
    "The gateway enforces it, and a sealed policy keeps everyone from relaxing it (homepoint seal).",
};

const deviceWords: Readonly<Record<DeviceKind, string>> = {
  android: "Android phone or tablet",
  ios: "iPhone or iPad",
  windows: "Windows tablet",
  controller: "Controller with a screen",
  aircraft: "Aircraft",
  dock: "Dock",
};

export const pointWords: Readonly<Record<CheckPoint, string>> = {
  "sync-off": "sync of flight records is off",
  "improvement-off": "the programme to improve the product is off",
  "local-data-mode-on": "Local Data Mode of the app is on",
  "airplane-mode": "airplane mode is on; Wi-Fi, where needed, was put on after it",
  "sim-out": "no SIM is in it, no eSIM is active",
  "dongle-out": "no cellular dongle is in it",
  "gateway-only": "it knows the gateway's Wi-Fi and no other",
  "media-sync-off": "uploading of photos and videos by itself is off",
  "video-cache-off": "keeping a copy of the live view is off",
  "broadcast-known": "known: Remote ID and DroneID are radio, and anyone near can read them",
  "maps-off": "map services of the app are off",
  "signed-out": "nobody is signed in to the maker's account",
  "updates-off": "updates by themselves are off; firmware was looked at before",
  "card-secured": "the card is encrypted or has a security code, where the model can",
  rehearsed: "the same flight was captured and judged before",
  "caches-purged": "thumbnails, copies of the live view and voice recordings were purged",
  "logs-purged": "logs were taken in, then cleared on the device",
  "card-formatted": "media were taken in, then the card and the inner memory formatted",
};

/** A page of advice that can be printed and ticked off. */
export function tellAdvice(advice: Advice): string[] {
  const { sensitivity, because, needsNothing, mode, grants, enforcement, checklists } = advice;
  const reasons = because.map((question) => questionWords[question]).join(" ");
  return [
    needsNothing
      ? "This flight needs no protection beyond what is usual. Most flights do not."
      : `Sensitivity: ${sensitivityWords[sensitivity]}, for what you answered to: ${reasons}`,
    modeWords[mode],
    ...(grants.length > 0 ? [`It may have: ${grants.join(", ")}.`] : []),
    enforcementWords[enforcement],
    ...checklists.flatMap(({ device, points }) => [
      "",
      deviceWords[device],
      ...points.map((point) => {
        const after = checkPoints[point].when === "after" ? "afterwards: " : "";
        return `  [ ] ${after}${pointWords[point]}`;
      }),
    ]),
    "",
    `homepoint mode set ${mode} puts it in force here.`,
  ];
}
