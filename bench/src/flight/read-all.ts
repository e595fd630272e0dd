import { openLog, type KeyChain, type OpenLog, type Table } from "@homepoint/flight";

/** Every column of every table, held until all are read. */
export async function readAll(bytes: Uint8Array, keys?: KeyChain): Promise<readonly Table[]> {
  const log = await openLog(bytes, "bench", keys);
  return [...log.tables(0)];
}

/** The same, and what happened in the flight, who flew and what is damaged. */
export async function readWhole(bytes: Uint8Array, keys?: KeyChain): Promise<OpenLog> {
  const log = await openLog(bytes, "bench", keys);
  const { flights } = log;
  const tables = [...log.tables(0)];
  return { flights, tables: () => tables };
}

/** Tables that hold what the peer's frames hold; they come first. */
const peerTables: ReadonlySet<string> = new Set([
  "OSD",
  "HOME",
  "GIMBAL",
  "RC",
  "RC_DISPLAY_FIELD",
  "CUSTOM",
  "CENTER_BATTERY",
  "SMART_BATTERY",
  "SMART_BATTERY_STATIC",
  "SMART_BATTERY_DYNAMIC",
  "SMART_BATTERY_CELLS",
  "FC_BATTERY",
  "CAMERA",
  "OFDM_UPLINK",
  "OFDM_DOWNLINK",
  "RECOVER",
]);

/** Every column of the tables that the peer reads as well. */
export async function readShared(bytes: Uint8Array, keys?: KeyChain): Promise<readonly Table[]> {
  const log = await openLog(bytes, "bench", keys);
  const tables: Table[] = [];
  for (const table of log.tables(0)) {
    tables.push(table);
    if (!peerTables.has(table.name)) break;
  }
  return tables;
}
