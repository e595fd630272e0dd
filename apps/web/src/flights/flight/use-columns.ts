import type { Columns } from "@homepoint/flight";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { FlightSource } from "./flight-source.ts";

/** The opened columns of a flight; asked for once, while the page shows the same flight. */
export function useColumns(id: string, source: FlightSource | undefined): UseQueryResult<Columns> {
  return useQuery({
    queryKey: ["columns", id, source instanceof Object ? source.constructor.name : ""],
    queryFn: () => (source ? source.columns() : Promise.reject(new Error("no source"))),
    enabled: source !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
