import type { Written } from "../flight.ts";
import type { FlightList } from "./flight-list.ts";
import { makeHouseReport, type BroughtFile, type HouseReport } from "./house-report.ts";
import { reconcile, type FoundListed, type HereFlight } from "./reconcile.ts";

type Window = { readonly offset: number; readonly limit: number };

type Row = HereFlight & { readonly name: string | null; readonly tags: readonly string[] };

type Edit = {
  readonly flights: string[];
  readonly set: { readonly name?: string; readonly notes?: string };
  readonly addTags: string[];
};

/** What is asked of whoever keeps the flights; a hub's client is one. */
export interface FlightKeeper {
  listFlights(window: Window): Promise<{
    readonly totals: { readonly flights: number };
    readonly flights: readonly Row[];
  }>;
  getFlight(asked: { readonly id: string }): Promise<{ readonly notes: string }>;
  editFlights(edit: Edit): Promise<unknown>;
  listOffers(window: Window): Promise<{
    readonly total: number;
    readonly offers: readonly { readonly sets: readonly (readonly string[])[] }[];
  }>;
}

const page = 1000;

/** Compares what was brought with what is here, and writes on flights what lists say of them. */
export async function reportMove(
  keeper: FlightKeeper,
  files: readonly BroughtFile[],
  lists: readonly FlightList[],
): Promise<HouseReport> {
  const flights = lists.length > 0 ? await everyFlight(keeper) : [];
  const reconciled = reconcile(lists, flights);
  await carry(keeper, reconciled.found, flights);
  return makeHouseReport({ files, lists, reconciled, alike: await everyOffer(keeper) });
}

async function everyFlight(keeper: FlightKeeper): Promise<readonly Row[]> {
  const all: Row[] = [];
  for (;;) {
    const { flights } = await keeper.listFlights({ offset: all.length, limit: page });
    all.push(...flights);
    if (flights.length < page) return all;
  }
}

async function everyOffer(keeper: FlightKeeper): Promise<readonly (readonly string[])[]> {
  const all: (readonly string[])[] = [];
  for (let offset = 0, total = 1; offset < total; offset += page) {
    const list = await keeper.listOffers({ offset, limit: page });
    total = list.total;
    all.push(...list.offers.map(({ sets }) => sets.flat()));
  }
  return all;
}

/** Where nobody wrote anything yet. */
async function carry(
  keeper: FlightKeeper,
  found: readonly FoundListed[],
  flights: readonly Row[],
): Promise<void> {
  const rows = new Map(flights.map((row) => [row.id, row]));
  for (const { listed, flight } of found) {
    const row = rows.get(flight);
    if (!row || !listed.written) continue;
    const { notes } = listed.written.notes ? await keeper.getFlight({ id: flight }) : { notes: "" };
    const edit = editFor({ ...row, notes }, listed.written);
    if (edit) await keeper.editFlights(edit);
  }
}

function editFor(
  row: Row & { readonly notes: string },
  { name, notes, tags = [] }: Written,
): Edit | undefined {
  const set = {
    ...(name !== undefined && row.name === null && { name }),
    ...(notes !== undefined && row.notes === "" && { notes }),
  };
  const addTags = tags.filter((tag) => !row.tags.includes(tag));
  if (Object.keys(set).length + addTags.length === 0) return undefined;
  return { flights: [row.id], set, addTags };
}
