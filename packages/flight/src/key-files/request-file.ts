import type { KeyRequest } from "../flight.ts";
import { problem } from "../problems.ts";
import { checkKeyRequest, requestBody } from "./key-request.ts";
import { isList, isObject, isRecipient, isTicket, parseJson } from "./shape.ts";

/** A request under the ticket by which its answer finds home. */
export type TicketedRequest = { readonly ticket: string; readonly request: KeyRequest };

/** What is carried to a connected machine: docs/formats/key-files.md §1. */
export type RequestFile = {
  /** Whom the answers are sealed to: the vault's age recipient, which is public. */
  readonly recipient: string;
  /** Nobody asks with it from then on: ISO 8601, UTC. */
  readonly until: string;
  readonly requests: readonly TicketedRequest[];
};

/** Logs whose keys are asked for with one file, at most. */
const mostRequests = 10_000;

/** One request a line, in the order of their tickets, which tells nothing of the order of flights. */
export function writeRequestFile({ recipient, until, requests }: RequestFile): string {
  const lines = requests
    .toSorted((a, b) => (a.ticket < b.ticket ? -1 : 1))
    .map(({ ticket, request }) => `{"ticket":"${ticket}","body":${requestBody(request)}}`);
  const head = JSON.stringify({ homepointKeyRequests: 1, recipient, until });
  return `${head.slice(0, -1)},"requests":[\n${lines.join(",\n")}\n]}\n`;
}

/**
 * Whatever else the file holds is left behind: a request that is read here has nothing in it that a
 * request does not have.
 *
 * @throws flight/unreadable-requests
 */
export function readRequestFile(text: string): RequestFile {
  const value = parseJson(text);
  if (!isObject(value) || value["homepointKeyRequests"] === undefined)
    throw unreadable("it is another kind of file");
  const { homepointKeyRequests: version, recipient, until, requests } = value;
  if (version !== 1) throw unreadable("a newer Homepoint wrote them");
  if (!isRecipient(recipient)) throw unreadable("they do not say whom to seal the answers to");
  if (typeof until !== "string" || !isInstant(until)) throw unreadable("they have no end");
  if (!isList(requests, mostRequests)) throw unreadable("there is no list of them");
  const read = requests.map(readTicketed);
  if (new Set(read.map(({ ticket }) => ticket)).size < read.length)
    throw unreadable("two have the same ticket");
  return { recipient, until, requests: read };
}

function readTicketed(value: unknown, at: number): TicketedRequest {
  const { ticket, body } = isObject(value) ? value : {};
  const request = checkKeyRequest(body);
  if (!isTicket(ticket) || !request) throw unreadable(`number ${at + 1} is damaged`);
  return { ticket, request };
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/.test(text) && !Number.isNaN(Date.parse(text));
}

function unreadable(why: string) {
  return problem("unreadable-requests", { why });
}
