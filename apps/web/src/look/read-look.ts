import { isProblem } from "@homepoint/base";
import { encodeFlight, openSource, recognizeSource } from "@homepoint/flight";
import { blobSource } from "../intake/blob-source.ts";
import { tooLarge, type FlightRead, type LookAnswered, type LookAsked } from "./look-message.ts";

/** Reads a log in memory, a film by pieces; what goes wrong is part of the answer. */
export async function readLook(
  { number, file, name }: LookAsked,
  mostBytes = Number.POSITIVE_INFINITY,
): Promise<LookAnswered> {
  try {
    const source = blobSource(file);
    const isWhole = (await recognizeSource(source, name))?.large === undefined;
    if (isWhole && file.size > mostBytes) return { number, flights: [], because: tooLarge };
    const log = await openSource(source, name);
    const flights = log.flights.flatMap((flight, at): FlightRead[] => {
      const encoded = encodeFlight(log, at);
      return encoded ? [{ ...encoded, images: flight.images }] : [];
    });
    return { number, flights };
  } catch (error) {
    return { number, flights: [], because: codeOf(error) };
  }
}

function codeOf(error: unknown): string {
  if (isProblem(error)) return error.code;
  return error instanceof RangeError ? tooLarge : "web/unreadable-file"; // no such buffer is to be had
}

/** Read, decoded and written as columns, a log takes about four times its size. */
const timesItsSize = 4;
const shareOfMemory = 0.5;
const gigabyte = 1e9;

/** The largest log to read whole in a browser on a machine of so many gigabytes, as far as it tells. */
export function mostBytesFor(gigabytes: number | undefined): number {
  const plenty = 8; // browsers tell no more than that
  if (gigabytes === undefined || gigabytes >= plenty) return Number.POSITIVE_INFINITY;
  return (gigabytes * gigabyte * shareOfMemory) / timesItsSize;
}
