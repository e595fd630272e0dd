export type { FrontPlace } from "./containment/front-door.ts";
export {
  canaryWays,
  tryToReach,
  type Canary,
  type CanaryWay,
  type Tried,
} from "./containment/canary.ts";
export { refuseInheritedSockets, socketsOf } from "./containment/descriptors.ts";
export {
  fieldOf,
  inetSocketsOf,
  interfacesOf,
  lookAtSelf,
  namespaceOf,
  rightsIn,
  type Containment,
  type Line,
} from "./containment/self.ts";
export type { Diagnostic, Diagnostics } from "./diagnostics.ts";
export { hubFolder, type HubFolder } from "./folder.ts";
export { Hub, type Address, type HubParts, type Place } from "./hub.ts";
export { packBackup, partsInFolder } from "./backups/pack-backup.ts";
export { unpackBackup } from "./backups/unpack-backup.ts";
export { safeSocket } from "./server/socket-folder.ts";
export { findFiles, isLog, type FoundFile, type NotFound } from "./logs/files.ts";
export { takeHead, type Headed } from "./logs/head.ts";
