/** How one gets at a folder of a device. */
type Way = "usb-android" | "usb-iphone" | "card" | "own-files" | "none";

/** What else stays on a device beside the logs, and may tell as much. */
type Remains =
  | "thumbnails"
  | "live-view-video"
  | "voice"
  | "flight-controller-logs"
  | "app-databases"
  | "zones"
  | "own-media"
  | "aircraft-logs"
  | "unknown-caches";

type Folder = {
  readonly path: string;
  readonly holds:
    | "logs"
    | "films"
    | "srt"
    | "flight-controller-logs"
    | "ulog"
    | "dataflash"
    | "telemetry";
  /** Read in a source; else it follows from another device with the same app. */
  readonly confirmed: boolean;
};

export type PlaceRow = {
  readonly id: string;
  readonly kind: "controller" | "phone" | "aircraft" | "other";
  readonly way: Way;
  readonly folders: readonly Folder[];
  readonly remains: readonly Remains[];
  /** Parts of a dropped path by which this place is guessed. */
  readonly signs: readonly RegExp[];
};

const flyAndroid = "Android/data/dji.go.v5/files/FlightRecord";
const pilot2 = "DJI/com.dji.industry.pilot/FlightRecord";
const go4 = "DJI/dji.go.v4/FlightRecord";
const go3 = "DJI/dji.pilot/FlightRecord";

const go4Remains = [
  "thumbnails",
  "live-view-video",
  "voice",
  "flight-controller-logs",
  "app-databases",
] as const;

/**
 * Where each device and app keeps flight logs, and what remains there besides. Sources: a forensic
 * write-up of GO 4, the README of Open DroneLog, DJI's SDK documents, the manuals of PX4 and ArduPilot;
 * what none of them says is not confirmed.
 */
export const placesTable = [
  {
    id: "fly-controller",
    kind: "controller",
    way: "usb-android",
    folders: [{ path: flyAndroid, holds: "logs", confirmed: true }],
    remains: ["zones", "unknown-caches"],
    signs: [/dji\.go\.v5/i],
  },
  {
    id: "fly-android",
    kind: "phone",
    way: "usb-android",
    folders: [{ path: flyAndroid, holds: "logs", confirmed: true }],
    remains: ["zones", "unknown-caches"],
    signs: [],
  },
  {
    id: "fly-iphone",
    kind: "phone",
    way: "usb-iphone",
    folders: [{ path: "DJI Fly › Logs", holds: "logs", confirmed: true }],
    remains: ["unknown-caches"],
    signs: [],
  },
  {
    id: "pilot2",
    kind: "controller",
    way: "usb-android",
    folders: [{ path: pilot2, holds: "logs", confirmed: true }],
    remains: ["unknown-caches"],
    signs: [/com\.dji\.industry\.pilot/i],
  },
  {
    id: "go4-android",
    kind: "phone",
    way: "usb-android",
    folders: [
      { path: go4, holds: "logs", confirmed: true },
      {
        path: `${go4}/MCDatFlightRecords`,
        holds: "flight-controller-logs",
        confirmed: true,
      },
    ],
    remains: go4Remains,
    signs: [/dji\.go\.v4/i],
  },
  {
    id: "go4-iphone",
    kind: "phone",
    way: "usb-iphone",
    folders: [{ path: "DJI GO 4 › FlightRecords", holds: "logs", confirmed: false }],
    remains: ["unknown-caches"],
    signs: [],
  },
  {
    id: "go3",
    kind: "phone",
    way: "usb-android",
    folders: [{ path: go3, holds: "logs", confirmed: true }],
    remains: go4Remains,
    signs: [/dji\.pilot(\/|$)/i],
  },
  {
    id: "smart-controller",
    kind: "controller",
    way: "usb-android",
    folders: [
      { path: go4, holds: "logs", confirmed: false },
      { path: pilot2, holds: "logs", confirmed: false },
    ],
    remains: go4Remains,
    signs: [],
  },
  {
    id: "crystalsky",
    kind: "controller",
    way: "usb-android",
    folders: [
      { path: go4, holds: "logs", confirmed: false },
      { path: go3, holds: "logs", confirmed: false },
    ],
    remains: go4Remains,
    signs: [],
  },
  {
    id: "goggles",
    kind: "other",
    way: "none",
    folders: [],
    remains: ["own-media"],
    signs: [],
  },
  {
    id: "other-app",
    kind: "other",
    way: "own-files",
    folders: [{ path: "FlightRecord", holds: "logs", confirmed: false }],
    remains: ["unknown-caches"],
    signs: [],
  },
  {
    id: "card",
    kind: "aircraft",
    way: "card",
    folders: [
      { path: "DCIM", holds: "films", confirmed: true },
      { path: "DCIM", holds: "srt", confirmed: true },
    ],
    remains: ["own-media", "aircraft-logs"],
    signs: [/(^|\/)DCIM(\/|$)/i],
  },
  {
    id: "px4",
    kind: "aircraft",
    way: "card",
    folders: [{ path: "log/2024-05-02", holds: "ulog", confirmed: true }],
    remains: [],
    signs: [/(^|\/)log\/\d{4}-\d\d-\d\d/],
  },
  {
    id: "ardupilot",
    kind: "aircraft",
    way: "card",
    folders: [{ path: "APM/LOGS", holds: "dataflash", confirmed: true }],
    remains: [],
    signs: [/(^|\/)APM\/LOGS(\/|$)/i],
  },
  {
    id: "ground-station",
    kind: "other",
    way: "own-files",
    folders: [
      { path: "Documents/QGroundControl/Telemetry", holds: "telemetry", confirmed: true },
      { path: "Documents/QGroundControl/Logs", holds: "ulog", confirmed: true },
      { path: "Documents/Mission Planner/logs", holds: "telemetry", confirmed: false },
    ],
    remains: [],
    signs: [/QGroundControl/i, /Mission Planner/i],
  },
] as const satisfies readonly PlaceRow[];

export type PlaceId = (typeof placesTable)[number]["id"];
