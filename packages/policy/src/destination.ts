import type { Consequence, Service } from "./service.ts";

/**
 * A host that is known to serve a service.
 *
 * `exact`: this name alone. `documented`: everything below a name that begins with a dot, because
 * its owner documents so. `named`: as documented, but only guessed: it names hosts in reports and
 * never lets one pass.
 */
export type Destination = {
  readonly host: string;
  readonly match: "exact" | "documented" | "named";
  readonly service: Service;
  readonly owner: string;
  /** As `tcp/443`. */
  readonly ports: readonly string[];
  readonly whatStops: Consequence;
  readonly source: string;
};

/** A domain whose owner is known, whatever is served there. Names hosts in reports only. */
export type OwnedDomain = {
  /** A name, or everything below one that begins with a dot. */
  readonly host: string;
  readonly owner: string;
  readonly purpose: string;
  /** What stops working on the device where it is blocked. */
  readonly whatStops: Consequence;
  readonly source: string;
};
