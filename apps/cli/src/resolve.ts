import type { LogRow } from "@homepoint/api";
import type { Client } from "@homepoint/sdk";
import { findId } from "./find-id.ts";

const page = 1000;

/**
 * The id of a flight from its beginning; of a flight that several logs tell of, that of any of them.
 *
 * @throws cli/no-such, cli/ambiguous
 */
export async function resolveFlight(client: Client, given: string): Promise<string> {
  if (/^[0-9a-f]{64}/.test(given)) return given;
  const ids: string[] = [];
  for (let total = 1; ids.length < total;) {
    const list = await client.listFlights({ offset: ids.length, limit: page });
    total = list.totals.flights;
    ids.push(...list.flights.map(({ id }) => id));
  }
  if (ids.some((id) => id.startsWith(given.toLowerCase()))) return findId(given, ids);
  const logs = await listLogs(client);
  return findId(given, [...ids, ...logs.flatMap(({ flights }) => flights)]);
}

/** The id of a log from its beginning. @throws cli/no-such, cli/ambiguous */
export async function resolveLog(client: Client, given: string): Promise<string> {
  if (/^[0-9a-f]{64}$/.test(given)) return given;
  const logs = await listLogs(client);
  return findId(
    given,
    logs.map(({ id }) => id),
  );
}

async function listLogs(client: Client): Promise<LogRow[]> {
  const logs: LogRow[] = [];
  for (let total = 1; logs.length < total;) {
    const list = await client.listLogs({ offset: logs.length, limit: page });
    total = list.total;
    logs.push(...list.logs);
  }
  return logs;
}
