import type { FlightList, FlightRow } from "@homepoint/api";
import { keepPreviousData, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useClient } from "../hub/client.tsx";
import { toListQuery, type FlightSearch } from "./flight-search.ts";

const pageSize = 100;

/** First and last place of the list that are on the screen. */
export type PlaceSpan = readonly [first: number, last: number];

export type FlightWindow = {
  /** Undefined until the first page came. */
  readonly first: FlightList | undefined;
  readonly error: unknown;
  /** An older list is still shown while a new one is fetched. */
  readonly isStale: boolean;
  /** The flight at a place of the list; undefined while its page is on its way. */
  readonly at: (place: number) => FlightRow | undefined;
  /** Flights from one place to another, both included, fetched where they are missing. */
  readonly between: (from: number, to: number) => Promise<FlightRow[]>;
};

/** A window on the list: the first page with totals and groups, and the pages in sight. */
export function useFlightList(search: FlightSearch, inSight: PlaceSpan): FlightWindow {
  const client = useClient();
  const queries = useQueryClient();
  const query = useMemo(() => toListQuery(search), [search]);
  const pageOf = useCallback(
    (page: number) => ({
      queryKey: ["flights", "list", query, page] as const,
      queryFn: ({ signal }: { signal?: AbortSignal }) =>
        client.listFlights(
          { ...query, offset: page * pageSize, limit: pageSize },
          signal ? { signal } : {},
        ),
    }),
    [client, query],
  );
  const first = useQuery({ ...pageOf(0), placeholderData: keepPreviousData });
  const pages = pagesOf(inSight).filter((page) => page > 0);
  const others = useQueries({ queries: pages.map(pageOf) });
  const at = (place: number): FlightRow | undefined => {
    const page = Math.floor(place / pageSize);
    const list = page === 0 ? first.data : others[pages.indexOf(page)]?.data;
    return list?.flights[place % pageSize];
  };
  const between = async (from: number, to: number): Promise<FlightRow[]> => {
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    const wanted = Math.floor(high / pageSize) - Math.floor(low / pageSize) + 1;
    const lists = await Promise.all(
      Array.from({ length: wanted }, (_, at) =>
        queries.fetchQuery(pageOf(Math.floor(low / pageSize) + at)),
      ),
    );
    const start = low % pageSize;
    return lists.flatMap(({ flights }) => flights).slice(start, start + high - low + 1);
  };
  return { first: first.data, error: first.error, isStale: first.isPlaceholderData, at, between };
}

function pagesOf([first, last]: PlaceSpan): number[] {
  const [from, to] = [Math.floor(first / pageSize), Math.floor(last / pageSize)];
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
