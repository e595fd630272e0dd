import type { EncodedFlight, FlightImage } from "@homepoint/flight";

/** To the worker: read this file. */
export type LookAsked = { readonly number: number; readonly file: File; readonly name: string };

export type FlightRead = EncodedFlight & { readonly images: readonly FlightImage[] };

/** From the worker: what is in the file; no flights and a code where no reader knows it. */
export type LookAnswered = {
  readonly number: number;
  readonly flights: readonly FlightRead[];
  readonly because?: string;
};

/** Why nothing came of a log that this browser's memory does not hold; a hub may read it. */
export const tooLarge = "flight/too-large";
