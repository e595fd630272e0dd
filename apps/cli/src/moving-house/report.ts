import type { FlightRow } from "@homepoint/api";
import {
  makeHouseReport,
  reconcile,
  type BroughtFile,
  type FlightList,
  type FoundListed,
  type HouseReport,
} from "@homepoint/flight";
import type { Client } from "@homepoint/sdk";
import { listOffers } from "../offers.ts";

const page = 1000;

/** Compares what was brought with what is here, and writes on flights what lists say of them. */
export async function reportOn(
  client: Client,
  files: readonly BroughtFile[],
  lists: readonly FlightList[],
): Promise<HouseReport> {
  const flights = lists.length > 0 ? await everyFlight(client) : [];
  const reconciled = reconcile(lists, flights);
  await carry(client, reconciled.found, flights);
  const offers = await listOffers(client, Number.POSITIVE_INFINITY);
  return makeHouseReport({
    files,
    lists,
    reconciled,
    alike: offers.map(({ sets }) => sets.flat()),
  });
}

async function everyFlight(client: Client): Promise<FlightRow[]> {
  const flights: FlightRow[] = [];
  for (let total = 1; flights.length < total;) {
    const list = await client.listFlights({ offset: flights.length, limit: page });
    total = list.totals.flights;
    flights.push(...list.flights);
    if (list.flights.length === 0) break;
  }
  return flights;
}

/** Where nobody wrote anything yet. */
async function carry(
  client: Client,
  found: readonly FoundListed[],
  flights: readonly FlightRow[],
): Promise<void> {
  const rows = new Map(flights.map((row) => [row.id, row]));
  for (const { listed, flight: id } of found) {
    const { name, notes, tags = [] } = listed.written ?? {};
    const row = rows.get(id);
    if (!row) continue;
    const isBare = notes !== undefined && (await client.getFlight({ id })).notes === "";
    const set = {
      ...(name !== undefined && row.name === null && { name }),
      ...(isBare && { notes }),
    };
    const addTags = tags.filter((tag) => !row.tags.includes(tag));
    if (Object.keys(set).length + addTags.length > 0)
      await client.editFlights({ flights: [id], set, addTags });
  }
}
