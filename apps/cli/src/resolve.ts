import type { Client } from "@homepoint/sdk";
import { findId } from "./find-id.ts";

const page = 1000;

/** The id of a flight from its beginning. @throws cli/no-such, cli/ambiguous */
export async function resolveFlight(client: Client, given: string): Promise<string> {
  if (/^[0-9a-f]{64}/.test(given)) return given;
  const ids: string[] = [];
  for (let total = 1; ids.length < total;) {
    const list = await client.listFlights({ offset: ids.length, limit: page });
    total = list.totals.flights;
    ids.push(...list.flights.map(({ id }) => id));
  }
  return findId(given, ids);
}

/** The id of a log from its beginning. @throws cli/no-such, cli/ambiguous */
export async function resolveLog(client: Client, given: string): Promise<string> {
  if (/^[0-9a-f]{64}$/.test(given)) return given;
  const ids: string[] = [];
  for (let total = 1; ids.length < total;) {
    const list = await client.listLogs({ offset: ids.length, limit: page });
    total = list.total;
    ids.push(...list.logs.map(({ id }) => id));
  }
  return findId(given, ids);
}
