import { requestBody, type TicketedRequest } from "@homepoint/flight";
import { bytes, counted } from "../output.ts";
import { headersOf } from "./exchange.ts";

type Leaving = { readonly requests: readonly TicketedRequest[]; readonly endpoint: URL };

const pathOf = ({ pathname, search }: URL) => pathname + search;

/** What would leave, and what its receiver learns from it. */
export function* showLeaving({ requests, endpoint }: Leaving): Iterable<string> {
  const bodies = requests.map(({ request }) => requestBody(request));
  const [body = ""] = bodies;
  const total = bodies.reduce((sum, { length }) => sum + length, 0);
  const count = counted(requests.length, "request");
  yield `${count} would go to ${endpoint}, one after the other: ${bytes(total)}.`;
  yield requests.length > 1 ? "The first, byte for byte:" : "Byte for byte:";
  yield "";
  yield `POST ${pathOf(endpoint)} HTTP/1.1`;
  for (const [name, value] of headersOf({ endpoint, body, appKey: "(your app key)" }))
    yield `${name}: ${value}`;
  yield "";
  yield body;
  yield "";
  if (requests.length > 1)
    yield "The others differ in body and length alone; --curl shows every one of them.";
  yield "Who answers learns: this machine's internet address, your developer account by the app key, that";
  yield "someone opens these logs now, and, by the sealed keys, which logs are asked for again. DJI's app";
  yield "made them; what else DJI can tell by them, only DJI knows. Not in it: track, serial number, name.";
}

/** The same as a line for a POSIX shell, which sends no other header; the key stays a variable. */
export function curlLine({ ticket, request }: TicketedRequest, endpoint: URL): string {
  return [
    "curl --fail-with-body --silent --show-error",
    `--output ${ticket}.json`,
    "-H 'User-Agent:' -H 'Accept: application/json' -H 'Content-Type: application/json'",
    '-H "Api-Key: $DJI_API_KEY"',
    `--data-binary '${requestBody(request)}'`,
    `'${String(endpoint).replaceAll("'", "%27")}'`,
  ].join(" ");
}
