import { routes, type FlightListQuery } from "@homepoint/api";

/** A query as the route checks it, with its defaults. */
export function flightListQueryOf(query: Record<string, string>): FlightListQuery {
  return routes.listFlights.query.parse(query);
}
