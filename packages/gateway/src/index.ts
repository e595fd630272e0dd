export { readTimeNote } from "./clock/time-note.ts";
export { checkBox, type BoxCheck } from "./check.ts";
export { GatewayDaemon, type DaemonParts } from "./daemon.ts";
export { elsewhere, weakness, type Elsewhere, type ElsewhereParts } from "./exports/head.ts";
export { writeElsewhere } from "./exports/rules-elsewhere.ts";
export { giveFile, leaveOrder, readOrderAnswer, type JoinOrder } from "./hub/join.ts";
export { parseInvitation, placeOf, readJoined } from "./hub/joined.ts";
export { listenersGiven } from "./listeners.ts";
export { gatewayProblem } from "./problems.ts";
export {
  GatewayRoot,
  prepareSystem,
  removeRules,
  rulesSocketIn,
  startKeeper,
  type RootParts,
} from "./root.ts";
export { gatewayUser, parseSettings, readSettings, type Settings } from "./settings.ts";
export {
  runtimeFolder,
  writeBox,
  type BoxFile,
  type BoxParts,
  type Wireless,
} from "./setup/box.ts";
export { askStatus, type GatewayStatus } from "./status.ts";
