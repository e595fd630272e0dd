import type { PlaceId } from "./places-table.ts";

export const programPlatforms = [
  "android",
  "ios",
  "controller",
  "windows",
  "macos",
  "linux",
  "web",
] as const;
export type ProgramPlatform = (typeof programPlatforms)[number];

/** What can be switched in a program, or done with it, so that less leaves. */
export const programSettings = [
  "local-data-mode",
  "restricted-network-mode",
  "mode-password",
  "map-off",
  "offline-maps",
  "record-sync-off",
  "record-sync-gone",
  "improvement-off",
  "device-logs-off",
  "location-off",
  "media-upload-off",
  "video-cache-off",
  "signed-out",
  "auto-update-off",
  "clear-device",
  "telemetry-off",
  "crash-reports-off",
  "own-server",
  "sync-off",
  "import-by-file",
  "needs-cloud",
  "part-of-system",
] as const;
export type ProgramSetting = (typeof programSettings)[number];

type SettingRow = {
  readonly setting: ProgramSetting;
  /** Where it is found in the program, in the program's own words. */
  readonly where?: string;
  readonly source: string;
  /** Stands in the source; else it follows from other versions or from common knowledge. */
  readonly confirmed: boolean;
};

export type ProgramRow = {
  readonly name: string;
  readonly owner: string;
  readonly platforms: readonly ProgramPlatform[];
  /** By which a package is known as this program. */
  readonly packageIds: readonly string[];
  /** Where it keeps copies, of the table of places. */
  readonly places: readonly PlaceId[];
  readonly settings: readonly SettingRow[];
};

const enterprise = "https://enterprise.dji.com/data-security";
const fliesLocal =
  "https://dronedj.com/2020/09/28/what-is-dji-local-data-mode-heres-how-it-keeps-drone-flights-secure/";
const go4Local =
  "https://dronedj.com/2020/12/17/dji-go-4-app-finally-receives-djis-local-data-mode";
const syncGone = "https://dronedj.com/2024/06/07/dji-drone-ban-flight-record";
const audit2020 =
  "https://dronelife.com/2020/06/09/dji-security-issues-booz-allen-performs-exhaustive-audit/amp";
const go4Analysis =
  "https://www.synacktiv.com/en/publications/dji-android-go-4-application-security-analysis";
const cloudApi = "https://developer.dji.com/doc/cloud-api-tutorial/en/";
const common = "common knowledge of the program; not confirmed here";

/**
 * Programs that people fly with, with the settings that matter. DJI's from its own pages, the press of the
 * day and audits; other makers' as they are commonly known, and marked so until someone confirms them.
 */
export const programsTable = {
  "dji-fly": {
    name: "DJI Fly",
    owner: "DJI",
    platforms: ["android", "ios", "controller"],
    packageIds: ["dji.go.v5", "com.dji.golite"],
    places: ["fly-controller", "fly-android", "fly-iphone"],
    settings: [
      { setting: "local-data-mode", source: fliesLocal, confirmed: true },
      { setting: "map-off", source: audit2020, confirmed: true },
      { setting: "record-sync-off", source: syncGone, confirmed: true },
      { setting: "record-sync-gone", source: syncGone, confirmed: true },
      { setting: "improvement-off", source: enterprise, confirmed: false },
      { setting: "video-cache-off", source: common, confirmed: false },
      { setting: "auto-update-off", source: go4Analysis, confirmed: false },
    ],
  },
  "dji-pilot-2": {
    name: "DJI Pilot 2",
    owner: "DJI",
    platforms: ["controller"],
    packageIds: ["com.dji.industry.pilot"],
    places: ["pilot2"],
    settings: [
      {
        setting: "local-data-mode",
        where: "Data and Privacy",
        source: enterprise,
        confirmed: true,
      },
      {
        setting: "restricted-network-mode",
        where: "Data and Privacy",
        source: enterprise,
        confirmed: true,
      },
      { setting: "mode-password", where: "Data and Privacy", source: enterprise, confirmed: false },
      { setting: "record-sync-off", source: enterprise, confirmed: true },
      { setting: "device-logs-off", source: enterprise, confirmed: true },
      { setting: "improvement-off", source: enterprise, confirmed: true },
      { setting: "location-off", source: enterprise, confirmed: true },
      { setting: "map-off", source: audit2020, confirmed: true },
      { setting: "offline-maps", source: enterprise, confirmed: true },
      { setting: "signed-out", source: enterprise, confirmed: true },
      { setting: "media-upload-off", source: cloudApi, confirmed: true },
      {
        setting: "own-server",
        where: "Cloud Service › Other Platforms",
        source: cloudApi,
        confirmed: true,
      },
      { setting: "clear-device", where: "Data and Privacy", source: enterprise, confirmed: true },
    ],
  },
  "dji-go-4": {
    name: "DJI GO 4",
    owner: "DJI",
    platforms: ["android", "ios", "controller"],
    packageIds: ["dji.go.v4", "com.dji.go"],
    places: ["go4-android", "go4-iphone", "smart-controller", "crystalsky"],
    settings: [
      { setting: "local-data-mode", source: go4Local, confirmed: true },
      { setting: "map-off", source: go4Local, confirmed: true },
      {
        setting: "video-cache-off",
        source: "forensic write-up of DJI GO 4: DJI_RECORD",
        confirmed: true,
      },
      { setting: "record-sync-off", source: syncGone, confirmed: true },
      { setting: "auto-update-off", source: go4Analysis, confirmed: true },
    ],
  },
  "dji-go": {
    name: "DJI GO, DJI Pilot",
    owner: "DJI",
    platforms: ["android", "ios", "controller"],
    packageIds: ["dji.pilot", "dji.pilot.pad"],
    places: ["go3", "crystalsky"],
    settings: [
      {
        setting: "local-data-mode",
        source: "http://www.phantom-four.com/dji-launches-local-data-mode-aka-privacy-mode/",
        confirmed: true,
      },
      { setting: "map-off", source: audit2020, confirmed: true },
    ],
  },
  "dji-assistant-2": {
    name: "DJI Assistant 2",
    owner: "DJI",
    platforms: ["windows", "macos"],
    packageIds: [],
    places: [],
    settings: [
      {
        setting: "auto-update-off",
        source: "DJI: offline installers and firmware files",
        confirmed: true,
      },
      { setting: "signed-out", source: common, confirmed: false },
      { setting: "device-logs-off", source: common, confirmed: false },
    ],
  },
  "dji-flighthub-2": {
    name: "DJI FlightHub 2",
    owner: "DJI",
    platforms: ["web"],
    packageIds: [],
    places: [],
    settings: [
      {
        setting: "needs-cloud",
        source: "heliguy: the cloud edition keeps its contents at AWS",
        confirmed: true,
      },
      {
        setting: "own-server",
        source: "https://developer.dji.com/doc/priv-deployment-document/en/quick-start/",
        confirmed: true,
      },
      { setting: "media-upload-off", source: cloudApi, confirmed: true },
    ],
  },
  "dji-terra": {
    name: "DJI Terra",
    owner: "DJI",
    platforms: ["windows"],
    packageIds: [],
    places: [],
    settings: [
      {
        setting: "signed-out",
        source: "an offline licence is bound to the computer",
        confirmed: false,
      },
      { setting: "offline-maps", source: common, confirmed: false },
      { setting: "improvement-off", source: common, confirmed: false },
    ],
  },
  "dji-controller": {
    name: "DJI RC, RC Pro, RC Plus (system)",
    owner: "DJI",
    platforms: ["controller"],
    packageIds: [],
    places: ["fly-controller", "pilot2", "smart-controller"],
    settings: [
      { setting: "part-of-system", source: "DJI's controllers run Android", confirmed: true },
      {
        setting: "auto-update-off",
        where: "Settings › System updates",
        source: common,
        confirmed: false,
      },
      { setting: "improvement-off", source: enterprise, confirmed: true },
      { setting: "clear-device", source: enterprise, confirmed: true },
    ],
  },
  litchi: {
    name: "Litchi",
    owner: "VC Technology",
    platforms: ["android", "ios"],
    packageIds: ["com.aryuthere.visionplus", "com.vctechnology.litchi"],
    places: ["other-app"],
    settings: [
      { setting: "sync-off", where: "My Account, Mission Hub", source: common, confirmed: false },
      { setting: "signed-out", source: common, confirmed: false },
      { setting: "video-cache-off", source: common, confirmed: false },
      { setting: "offline-maps", source: common, confirmed: false },
    ],
  },
  dronedeploy: {
    name: "DroneDeploy",
    owner: "DroneDeploy",
    platforms: ["android", "ios", "web"],
    packageIds: ["com.dronedeploy.beta", "com.dronedeploy.dronedeploy"],
    places: ["other-app"],
    settings: [
      {
        setting: "needs-cloud",
        source: "maps and models are made on its maker's servers",
        confirmed: false,
      },
      { setting: "media-upload-off", source: common, confirmed: false },
      { setting: "telemetry-off", source: common, confirmed: false },
    ],
  },
  qgroundcontrol: {
    name: "QGroundControl",
    owner: "Dronecode Foundation",
    platforms: ["android", "windows", "macos", "linux"],
    packageIds: ["org.mavlink.qgroundcontrol"],
    places: ["ground-station"],
    settings: [
      {
        setting: "map-off",
        where: "Application Settings › General",
        source:
          "https://docs.qgroundcontrol.com/master/en/qgc-user-guide/settings_view/general.html",
        confirmed: false,
      },
      {
        setting: "offline-maps",
        where: "Application Settings › Offline Maps",
        source:
          "https://docs.qgroundcontrol.com/master/en/qgc-user-guide/settings_view/offline_maps.html",
        confirmed: true,
      },
      {
        setting: "record-sync-off",
        where: "MAVLink › log upload",
        source: common,
        confirmed: false,
      },
    ],
  },
  "mission-planner": {
    name: "Mission Planner",
    owner: "ArduPilot",
    platforms: ["windows"],
    packageIds: [],
    places: ["ground-station"],
    settings: [
      {
        setting: "telemetry-off",
        where: "Config › Planner › OptOut Anon Stats",
        source: common,
        confirmed: false,
      },
      {
        setting: "offline-maps",
        where: "Flight Plan › Prefetch",
        source: common,
        confirmed: false,
      },
      { setting: "auto-update-off", source: common, confirmed: false },
    ],
  },
  airdata: {
    name: "AirData UAV",
    owner: "AirData",
    platforms: ["web", "android", "ios"],
    packageIds: ["com.airdata.uav.app"],
    places: [],
    settings: [
      {
        setting: "needs-cloud",
        source: "forums send people there: the whole log is uploaded",
        confirmed: true,
      },
      {
        setting: "sync-off",
        source: "https://app.airdata.com/main?a=account&apage_id=account_dji_permissions",
        confirmed: true,
      },
      { setting: "import-by-file", source: common, confirmed: false },
    ],
  },
  pix4dcapture: {
    name: "PIX4Dcapture Pro",
    owner: "Pix4D",
    platforms: ["android", "ios", "controller"],
    packageIds: ["com.pix4d.pix4dcapturepro", "com.pix4d.pix4dmapper"],
    places: ["other-app"],
    settings: [
      { setting: "media-upload-off", source: common, confirmed: false },
      { setting: "signed-out", source: common, confirmed: false },
      { setting: "offline-maps", source: common, confirmed: false },
    ],
  },
  "autel-explorer": {
    name: "Autel Explorer, Autel Sky",
    owner: "Autel Robotics",
    platforms: ["android", "ios", "controller"],
    packageIds: ["com.autel.explorer", "com.autelrobotics.explorer"],
    places: ["other-app"],
    settings: [
      { setting: "sync-off", source: common, confirmed: false },
      { setting: "improvement-off", source: common, confirmed: false },
    ],
  },
  "freeflight-7": {
    name: "FreeFlight 7",
    owner: "Parrot",
    platforms: ["android", "ios"],
    packageIds: ["com.parrot.freeflight7", "com.parrot.freeflight6"],
    places: ["other-app"],
    settings: [
      { setting: "sync-off", where: "Settings › Share my data", source: common, confirmed: false },
      { setting: "telemetry-off", source: common, confirmed: false },
    ],
  },
} as const satisfies Readonly<Record<string, ProgramRow>>;

export type KnownProgram = keyof typeof programsTable;

// Keys of that very table.
export const knownPrograms = Object.keys(programsTable) as readonly KnownProgram[];

/** The program that a package is known as. */
export function programOf(packageId: string): KnownProgram | undefined {
  return knownPrograms.find((id) =>
    (programsTable[id].packageIds as readonly string[]).includes(packageId),
  );
}
