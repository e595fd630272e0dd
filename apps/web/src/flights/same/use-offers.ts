import type { FlightOffer } from "@homepoint/api";
import type { Client } from "@homepoint/sdk";
import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useClient } from "../../hub/client.tsx";
import { useStatus } from "../../hub/use-status.ts";

export type Offers = {
  readonly total: number;
  readonly sure: number;
  readonly offers: readonly FlightOffer[];
};

const deciding: ReadonlySet<string> = new Set(["owner", "manager", "pilot"]);

/** Whether this person may say which flights are one. */
export function useMayDecide(): boolean {
  const { data } = useStatus();
  return deciding.has(data?.signedIn?.role ?? "");
}

/** The first of the flights that look like one, and how many there are. */
export function useOffers(limit: number): UseQueryResult<Offers> {
  const client = useClient();
  return useQuery({
    queryKey: ["flights", "offers", limit],
    queryFn: ({ signal }) => client.listOffers({ limit }, { signal }),
    placeholderData: keepPreviousData,
  });
}

const page = 1000;

/** Every one of them. */
export async function allOffers(client: Client): Promise<readonly FlightOffer[]> {
  const all: FlightOffer[] = [];
  for (let total = 1; all.length < total;) {
    const list = await client.listOffers({ offset: all.length, limit: page });
    total = list.total;
    all.push(...list.offers);
    if (list.offers.length === 0) break;
  }
  return all;
}
