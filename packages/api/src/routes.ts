import type { Route } from "./route.ts";
import { backupRoutes } from "./routes/backups.ts";
import { captureRoutes } from "./routes/captures.ts";
import { clockRoutes } from "./routes/clock.ts";
import { containmentRoutes } from "./routes/containment.ts";
import { disclosureRoutes } from "./routes/disclosures.ts";
import { deviceRoutes } from "./routes/devices.ts";
import { evidenceRoutes } from "./routes/evidence.ts";
import { flightRoutes } from "./routes/flights.ts";
import { gatewayRoutes } from "./routes/gateways.ts";
import { hubRoutes } from "./routes/hub.ts";
import { keyRoutes } from "./routes/keys.ts";
import { logKeyRoutes } from "./routes/log-keys.ts";
import { logRoutes } from "./routes/logs.ts";
import { mapRoutes } from "./routes/maps.ts";
import { missionRoutes } from "./routes/missions.ts";
import { modeRoutes } from "./routes/mode.ts";
import { programRoutes } from "./routes/programs.ts";
import { peopleRoutes } from "./routes/people.ts";
import { reportRoutes } from "./routes/reports.ts";
import { witnessRoutes } from "./routes/witnesses.ts";
import { sealRoutes } from "./routes/seal.ts";

/** Every route of a hub. Adding one is adding a row, and a handler that the compiler asks for. */
export const routes = {
  ...keyRoutes,
  ...flightRoutes,
  ...logRoutes,
  ...logKeyRoutes,
  ...evidenceRoutes,
  ...disclosureRoutes,
  ...witnessRoutes,
  ...modeRoutes,
  ...missionRoutes,
  ...sealRoutes,
  ...clockRoutes,
  ...containmentRoutes,
  ...deviceRoutes,
  ...gatewayRoutes,
  ...mapRoutes,
  ...programRoutes,
  ...reportRoutes,
  ...captureRoutes,
  ...peopleRoutes,
  ...backupRoutes,
  ...hubRoutes,
} as const satisfies Readonly<Record<string, Route>>;

export type Routes = typeof routes;
export type RouteName = keyof Routes;
