import type { Json } from "@homepoint/base";
import type { Vault } from "@homepoint/vault";
import type { StoredBackup } from "../backups/backup-book.ts";
import type { Edit, StoredFlight } from "../flights/flight-row.ts";
import type { StoredGateway, StoredGatewayKey } from "../gateways/gateway-row.ts";
import type { FlightLink, Parting } from "../flights/same-flights.ts";
import type { StoredCapture } from "../captures/capture-book.ts";
import type { HubFolder } from "../folder.ts";
import type { StoredTicket } from "../log-keys/ticket-book.ts";
import type { StoredLog } from "../logs/log-book.ts";
import type { StoredShredding } from "../logs/shredding-book.ts";
import type { Seen, StoredFolder } from "../logs/watched-folders.ts";
import type { StoredMap } from "../maps/map-book.ts";
import type { StoredDevice } from "../mode/device-book.ts";
import type { StoredClock } from "../mode/clock-book.ts";
import type { StoredPolicy } from "../mode/last-policy.ts";
import type { StoredWaiting } from "../mode/waiting-changes.ts";
import type { StoredMission } from "../missions/mission-book.ts";
import type { StoredPerson } from "../people/people.ts";
import type { Session } from "../people/sessions.ts";
import type { StoredToken } from "../people/tokens.ts";
import type { StoredReport } from "../reports/report-book.ts";
import type { StoredReportKey } from "../reports/report-key.ts";
import type { StoredProgram } from "../programs/program-book.ts";
import { openDatabase } from "./database.ts";
import { Rows } from "./rows.ts";

/** What people made: a backup carries it, a rebuild leaves it alone. */
export type StateTables = {
  readonly people: Rows<StoredPerson>;
  readonly sessions: Rows<Session>;
  readonly tokens: Rows<StoredToken>;
  readonly edits: Rows<Edit>;
  readonly flightLogs: Rows<FlightLink>;
  readonly partings: Rows<Parting>;
  readonly maps: Rows<StoredMap>;
  readonly watchedFolders: Rows<StoredFolder>;
  readonly backups: Rows<StoredBackup>;
  readonly shreddings: Rows<StoredShredding>;
  readonly keyTickets: Rows<StoredTicket>;
  readonly policies: Rows<StoredPolicy>;
  readonly devices: Rows<StoredDevice>;
  readonly programs: Rows<StoredProgram>;
  readonly reports: Rows<StoredReport>;
  readonly captures: Rows<StoredCapture>;
  readonly reportKeys: Rows<StoredReportKey>;
  readonly gateways: Rows<StoredGateway>;
  readonly gatewayKeys: Rows<StoredGatewayKey>;
  readonly missions: Rows<StoredMission>;
  readonly waitingChanges: Rows<StoredWaiting>;
  readonly clock: Rows<StoredClock>;
};

/** What was made of the sealed objects, and is made of them again. */
type CacheTables = {
  readonly logs: Rows<StoredLog>;
  readonly flights: Rows<StoredFlight>;
  readonly seen: Rows<Seen>;
};

export type Tables = {
  readonly state: StateTables;
  readonly cache: CacheTables;
  close(): Promise<void>;
};

/** Opens both databases under the vault's key, and makes the tables that are missing. */
export async function openTables(folder: HubFolder, vault: Vault): Promise<Tables> {
  const state = await openDatabase(folder.state, vault.databaseKey, "every-commit");
  const cache = await openDatabase(folder.cache, vault.databaseKey, "rebuildable");
  const inState = <Body extends Json>(name: string) => Rows.open<Body>(state, name, vault.rows);
  const inCache = <Body extends Json>(name: string) => Rows.open<Body>(cache, name, vault.rows);
  return {
    state: {
      people: await inState("people"),
      sessions: await inState("sessions"),
      tokens: await inState("tokens"),
      edits: await inState("edits"),
      flightLogs: await inState("flight_logs"),
      partings: await inState("partings"),
      maps: await inState("maps"),
      watchedFolders: await inState("watched_folders"),
      backups: await inState("backups"),
      shreddings: await inState("shreddings"),
      keyTickets: await inState("key_tickets"),
      policies: await inState("policies"),
      devices: await inState("devices"),
      programs: await inState("programs"),
      reports: await inState("reports"),
      captures: await inState("captures"),
      reportKeys: await inState("report_keys"),
      gateways: await inState("gateways"),
      gatewayKeys: await inState("gateway_keys"),
      missions: await inState("missions"),
      waitingChanges: await inState("waiting_changes"),
      clock: await inState("clock"),
    },
    cache: {
      logs: await inCache("logs"),
      flights: await inCache("flights"),
      seen: await inCache("seen"),
    },
    close: async () => {
      try {
        await state.destroy();
      } finally {
        await cache.destroy();
      }
    },
  };
}
