import type { FlightRow } from "@homepoint/api";
import type { FlightSummary } from "@homepoint/flight";
import { openTables } from "../../../packages/hub/src/database/tables.ts";
import { originOf } from "../../../packages/hub/src/flights/flight-row.ts";
import { hubFolder } from "../../../packages/hub/src/folder.ts";
import type { StoredLog } from "../../../packages/hub/src/logs/log-book.ts";
import { makeRows } from "../../../packages/hub/src/testing/made-rows.ts";
import { Vault } from "@homepoint/vault";
import { nodePrimitives, openFolderHome } from "@homepoint/vault/node";

export const passphrase = "correct horse battery staple";

/** Fills the tables of a hub that is set up and not running with made flights. */
export async function fillWithFlights(folder: string, count: number): Promise<void> {
  const home = await openFolderHome(folder);
  const vault = await Vault.unlock({
    home,
    primitives: nodePrimitives,
    clock: () => new Date(),
    key: { passphrase },
  });
  const tables = await openTables(hubFolder(folder), vault);
  const rows = [...makeRows(count)];
  for (let at = 0; at < rows.length; at += 5000) {
    const some = rows.slice(at, at + 5000);
    await tables.cache.flights.change(some.map((row) => ({ id: row.id, body: storedOf(row) })));
    await tables.cache.logs.change(
      some.map((row) => ({ id: originOf(row.id).log, body: logOf(row) })),
    );
  }
  await tables.close();
  await vault.lock();
}

/** Read by a reader newer than any, so that nobody looks for it in the ring. */
function logOf({ id, format, takenInAt }: FlightRow): StoredLog {
  return {
    name: `${id}.txt`,
    size: 730_000,
    kind: "log",
    takenInAt,
    source: "bench",
    format,
    reading: "read",
    readerVersion: 1_000_000,
    flights: [id],
  };
}

function storedOf(row: FlightRow) {
  const { maker, model, name, serial } = row.aircraft;
  const summary: FlightSummary = {
    format: row.format,
    needsKeys: row.needsKeys,
    aircraft: {
      maker: maker ?? undefined,
      model: model ?? undefined,
      name: name ?? undefined,
      serial: serial ?? undefined,
    },
    batteries: [],
    startedAt: row.startedAt ?? undefined,
    clock: "app",
    durationSeconds: row.durationSeconds ?? undefined,
    distanceMeters: row.distanceMeters ?? undefined,
    maxHeightMeters: row.maxHeightMeters ?? undefined,
    maxSpeedMetersPerSecond: row.maxSpeedMetersPerSecond ?? undefined,
    maxRangeMeters: row.maxRangeMeters ?? undefined,
    takeoff: row.takeoff ?? undefined,
    rows: 6000,
    moments: {},
    images: 0,
    damage: 0,
    photos: row.photos,
    picture: Array.from({ length: 128 }, (_, at) => (at * 37) % 256),
  };
  const { takenInAt, warnings } = row;
  return { takenInAt, columnsSize: 500_000, warnings, summary };
}
