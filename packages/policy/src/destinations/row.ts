import type { Destination } from "../destination.ts";
import { serviceTable, type Service } from "../service.ts";

type Rest = Partial<Pick<Destination, "match" | "ports" | "whatStops">>;

/** Rows of one service at one owner: exact names over TLS, unless said otherwise. */
export function serving(
  service: Service,
  owner: string,
  rest: Rest = {},
): (host: string, source: string) => Destination {
  return (host, source) => ({
    host,
    match: "exact",
    service,
    owner,
    ports: ["tcp/443"],
    whatStops: serviceTable[service].stops,
    ...rest,
    source,
  });
}
