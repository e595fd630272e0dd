import type { Particulars } from "@homepoint/flight";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { FlightSource } from "./flight-source.ts";

/** What the log says of the aircraft's set-up; asked for when it is first shown. */
export function useParticulars(
  id: string,
  source: FlightSource | undefined,
): UseQueryResult<Particulars> {
  return useQuery({
    queryKey: ["particulars", id, source instanceof Object ? source.constructor.name : ""],
    queryFn: () => (source ? source.particulars() : Promise.reject(new Error("no source"))),
    enabled: source !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
