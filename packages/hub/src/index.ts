export type { Diagnostic, Diagnostics } from "./diagnostics.ts";
export { hubFolder, type HubFolder } from "./folder.ts";
export { Hub, type Address, type HubParts, type Place } from "./hub.ts";
export { packBackup, partsInFolder } from "./backups/pack-backup.ts";
export { unpackBackup } from "./backups/unpack-backup.ts";
export { safeSocket } from "./server/socket-folder.ts";
export { findFiles, isLog, type FoundFile, type NotFound } from "./logs/files.ts";
export { takeHead, type Headed } from "./logs/head.ts";
