import { expect, test } from "vitest";
import { findSyncService } from "./synced-folder.ts";

test.each([
  ["C:\\Users\\ada\\OneDrive\\logs", "OneDrive"],
  ["C:\\Users\\ada\\OneDrive - Survey Ltd\\logs", "OneDrive"],
  ["/Users/ada/Library/CloudStorage/OneDrive-Personal/logs", "OneDrive"],
  ["/Users/ada/Library/CloudStorage/GoogleDrive-ada@example.org/My Drive", "Google Drive"],
  ["/Users/ada/Library/Mobile Documents/com~apple~CloudDocs/logs", "iCloud Drive"],
  ["/home/ada/Dropbox/homepoint", "Dropbox"],
  ["/home/ada/Dropbox (Personal)/homepoint", "Dropbox"],
  ["/home/ada/Nextcloud/homepoint", "Nextcloud"],
])("%s is copied by %s", (path, service) => {
  expect(findSyncService(path)).toBe(service);
});

test.each(["/home/ada/logs", "/media/ada/CARD/DCIM", "/home/ada/boxes/megapixel", "C:\\logs"])(
  "%s is copied by nobody known",
  (path) => {
    expect(findSyncService(path)).toBeUndefined();
  },
);
