import { cameraModes, sdCardStates } from "../labels.ts";
import { bits, defineLayout, field, flag } from "../layout.ts";

/** §7.17: once a second. */
export const camera = defineLayout({
  name: "CAMERA",
  least: 1,
  fields: [
    flag("connected", 0, 0),
    flag("usbConnected", 0, 1),
    flag("timeSynced", 0, 2),
    bits("captureState", [0, 3, 3]),
    bits("recording", [0, 6, 2]),
    flag("sdCardPresent", 1, 1),
    bits("sdCardState", [1, 2, 4], sdCardStates),
    flag("upgrading", 1, 6),
    bits("upgradeError", [1, 7, 2]),
    flag("overheated", 2, 1),
    flag("captureDisabled", 2, 2),
    flag("storing", 2, 3),
    flag("continuousCapture", 2, 4),
    flag("hdmiOutput", 2, 5),
    bits("encryptStatus", [2, 6, 2]),
    flag("fileSync", 3, 0),
    flag("rcButtonForbidden", 3, 1),
    flag("focusing", 3, 2),
    flag("panoramaGimbal", 3, 3),
    flag("trackingEnabled", 3, 4),
    field("mode", 4, "u8", { labels: cameraModes }),
    field("sdCardTotal", 5, "u32", { unit: "MB" }),
    field("sdCardFree", 9, "u32", { unit: "MB" }),
    field("photosLeft", 13, "u32"),
    field("videoTimeLeft", 17, "u32", { unit: "s" }),
    field("recordTime", 21, "u16", { unit: "s" }),
    field("cameraType", 23, "u8"),
  ],
});
