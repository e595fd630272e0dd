export { GatewayDaemon, type DaemonParts } from "./daemon.ts";
export { gatewayProblem } from "./problems.ts";
export { GatewayRoot, removeRules, rulesSocketIn, type RootParts } from "./root.ts";
export { gatewayUser, parseSettings, readSettings, type Settings } from "./settings.ts";
export { askStatus, type GatewayStatus } from "./status.ts";
