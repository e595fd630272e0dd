import type { Changes } from "./changes.ts";
import { backupHandlers } from "./backups/handlers.ts";
import { captureHandlers } from "./captures/handlers.ts";
import { evidenceHandlers } from "./evidence/handlers.ts";
import { disclosureHandlers } from "./evidence/disclosure-handlers.ts";
import { witnessHandlers } from "./evidence/witness-handlers.ts";
import { flightHandlers } from "./flights/handlers.ts";
import { gatewayHandlers, type GatewayParts } from "./gateways/handlers.ts";
import { keyHandlers, type KeyParts } from "./keys/handlers.ts";
import { recoveryHandlers } from "./keys/recovery-handlers.ts";
import { logKeyHandlers } from "./log-keys/handlers.ts";
import { logHandlers } from "./logs/handlers.ts";
import { mapHandlers } from "./maps/handlers.ts";
import { missionHandlers } from "./missions/handlers.ts";
import { clockHandlers } from "./mode/clock-handlers.ts";
import { containmentHandlers, type ContainmentParts } from "./containment/handlers.ts";
import { deviceHandlers } from "./mode/device-handlers.ts";
import { modeHandlers } from "./mode/handlers.ts";
import { sealHandlers } from "./mode/seal-handlers.ts";
import { ShownPassword } from "./mode/shown-password.ts";
import { programHandlers } from "./programs/handlers.ts";
import { reportHandlers } from "./reports/handlers.ts";
import { peopleHandlers } from "./people/handlers.ts";
import type { Handlers } from "./server/handlers.ts";
import { toOpenApi } from "@homepoint/api";

export type HandlerParts = KeyParts &
  GatewayParts &
  ContainmentParts & { readonly changes: Changes };

/** One handler a route; a route without one does not compile. */
export function handlersOf(parts: HandlerParts): Handlers {
  const { installation, changes, version } = parts;
  const shownPassword = new ShownPassword();
  return {
    ...keyHandlers(parts),
    ...recoveryHandlers(parts),
    ...flightHandlers(installation),
    ...logHandlers(installation),
    ...logKeyHandlers(installation),
    ...evidenceHandlers(installation),
    ...witnessHandlers(installation),
    ...disclosureHandlers(installation),
    ...modeHandlers(installation, shownPassword),
    ...missionHandlers(installation, shownPassword),
    ...clockHandlers(installation, shownPassword),
    ...sealHandlers(installation),
    ...containmentHandlers(parts),
    ...deviceHandlers(installation),
    ...gatewayHandlers(parts),
    ...mapHandlers(installation),
    ...programHandlers(installation),
    ...reportHandlers(parts),
    ...captureHandlers(installation),
    ...peopleHandlers(installation),
    ...backupHandlers(installation),
    async *follow({ signal }) {
      for await (const counts of changes.follow(signal))
        yield { ...counts, state: installation.state };
    },
    async openApi() {
      return toOpenApi(version);
    },
  };
}
