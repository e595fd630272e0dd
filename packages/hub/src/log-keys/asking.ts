import { collect, isProblem } from "@homepoint/base";
import { checkKeyRequest, openColumns, type KeyRequest } from "@homepoint/flight";
import type { Vault } from "@homepoint/vault";
import { makeSure, openMade } from "../flights/derived.ts";
import type { FlightBook } from "../flights/flight-book.ts";
import { columnsKind, flightIdOf } from "../flights/flight-row.ts";
import type { TakeIn } from "../logs/take-in.ts";

/** What is to be asked for a locked log. */
export type Asking = { readonly request: KeyRequest; readonly formatVersion: number | null };

type Parts = {
  readonly vault: Vault;
  readonly flights: FlightBook;
  readonly takeIn: TakeIn;
};

/** Undefined where nobody can be asked: the log does not say what for, or is too damaged to. */
export async function readAsking(log: string, parts: Parts): Promise<Asking | undefined> {
  try {
    return await askingOf(log, parts);
  } catch (error) {
    if (!isProblem(error) || error.code === "vault/locked") throw error;
    return undefined;
  }
}

async function askingOf(log: string, { flights, ...parts }: Parts) {
  const made = { log, kind: columnsKind(0) }; // a log that has keys is of one flight
  await makeSure(parts, made);
  const { columnsSize } = await flights.stored(flightIdOf(log, 0));
  const { flight } = (
    await openColumns({
      size: columnsSize,
      read: (first, last) => collect(openMade(parts, made, { first, last })),
    })
  ).directory;
  const request = checkKeyRequest(flight.keyRequests[0]);
  return request && { request, formatVersion: flight.formatVersion ?? null };
}
