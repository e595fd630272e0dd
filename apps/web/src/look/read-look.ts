import { isProblem } from "@homepoint/base";
import { encodeFlight, openSource } from "@homepoint/flight";
import { blobSource } from "../intake/blob-source.ts";
import type { FlightRead, LookAnswered, LookAsked } from "./look-message.ts";

/** Reads a log in memory, a film by pieces; what goes wrong is part of the answer. */
export async function readLook({ number, file, name }: LookAsked): Promise<LookAnswered> {
  try {
    const log = await openSource(blobSource(file), name);
    const flights = log.flights.flatMap((flight, at): FlightRead[] => {
      const encoded = encodeFlight(log, at);
      return encoded ? [{ ...encoded, images: flight.images }] : [];
    });
    return { number, flights };
  } catch (error) {
    return { number, flights: [], because: isProblem(error) ? error.code : "web/unreadable-file" };
  }
}
