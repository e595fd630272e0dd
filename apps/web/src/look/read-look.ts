import { isProblem } from "@homepoint/base";
import { encodeFlight, openLog } from "@homepoint/flight";
import type { FlightRead, LookAnswered, LookAsked } from "./look-message.ts";

/** Larger logs are for the vault, which can keep them without reading. */
const largestLog = 1024 ** 3;

/** Reads a log in memory; what goes wrong is part of the answer. */
export async function readLook({ number, file, name }: LookAsked): Promise<LookAnswered> {
  if (file.size > largestLog) return { number, flights: [], because: "web/too-large" };
  try {
    const log = await openLog(new Uint8Array(await file.arrayBuffer()), name);
    const flights = log.flights.flatMap((flight, at): FlightRead[] => {
      const encoded = encodeFlight(log, at);
      return encoded ? [{ ...encoded, images: flight.images }] : [];
    });
    return { number, flights };
  } catch (error) {
    return { number, flights: [], because: isProblem(error) ? error.code : "web/unreadable-file" };
  }
}
