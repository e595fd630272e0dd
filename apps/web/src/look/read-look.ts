import { concat, isProblem } from "@homepoint/base";
import { decodeFlight, encodeColumns, openLog } from "@homepoint/flight";
import type { FlightRead, LookAnswered, LookAsked } from "./look-message.ts";

/** Larger logs are for the vault, which can keep them without reading. */
const largestLog = 1024 ** 3;

/** Reads a log in memory; what goes wrong is part of the answer. */
export async function readLook({ number, file, name }: LookAsked): Promise<LookAnswered> {
  if (file.size > largestLog) return { number, flights: [], because: "web/too-large" };
  try {
    const log = await openLog(new Uint8Array(await file.arrayBuffer()), name);
    const flights = log.flights.flatMap((flight, at): FlightRead[] => {
      const decoded = decodeFlight(log, at);
      if (!decoded) return [];
      const { summary } = decoded;
      const warnings = flight.moments.filter(({ level }) => level !== "note").length;
      const columns = Uint8Array.from(concat(...encodeColumns(decoded)));
      return [{ summary, warnings, images: flight.images, columns }];
    });
    return { number, flights };
  } catch (error) {
    return { number, flights: [], because: isProblem(error) ? error.code : "web/unreadable-file" };
  }
}
