import type { ProgramSetting } from "@homepoint/policy";

/** What to switch in a program, or to know of it. */
export const settingWords: Readonly<Record<ProgramSetting, string>> = {
  "local-data-mode":
    "Turn Local Data Mode on: the app itself then reaches nobody, as its maker says.",
  "restricted-network-mode": "Or choose Restricted Network Mode, and allow services one by one.",
  "mode-password": "Put a password on that choice.",
  "map-off": "Turn the map off as well: map services are reached although the mode is on.",
  "offline-maps": "Load maps beforehand, and fly with those.",
  "record-sync-off": "Turn the sync of flight records off.",
  "record-sync-gone": "In the United States the sync of flight records was taken out in 2024.",
  "improvement-off": "Leave the user experience programme.",
  "device-logs-off": "Do not share logs of the device.",
  "location-off": "Do not share the location, not with map providers either.",
  "media-upload-off": "Turn the upload of photos and videos off.",
  "video-cache-off": "Turn off that copies of the live view are kept on the phone.",
  "signed-out": "Fly without an account, or sign out.",
  "auto-update-off": "Turn automatic updates off; look at each before it is put in.",
  "clear-device": "Clear all device data when it leaves the house.",
  "telemetry-off": "Turn its statistics off.",
  "crash-reports-off": "Turn crash reports off.",
  "own-server": "It can work with a server of your own.",
  "sync-off": "Turn off that it synchronises with its maker's servers.",
  "import-by-file": "Bring it single files instead of an account at DJI.",
  "needs-cloud": "What it does is done on its maker's servers: it cannot work without sending.",
  "part-of-system":
    "It is an Android device: whatever else is installed there is to be inspected too.",
};
