import { canonicalJson } from "@homepoint/base";
import type { Destination } from "./destination.ts";
import { destinations } from "./destinations/index.ts";
import { ownedDomains } from "./destinations/owned-domains.ts";
import { systemDomains } from "./destinations/system-domains.ts";
import type { Consequence, Service } from "./service.ts";

/** What reports say about a host; empty where nobody knows. */
export type HostName = {
  readonly services: readonly Service[];
  readonly owner?: string;
  readonly purpose?: string;
  readonly whatStops?: Consequence;
};

const byHost = Map.groupBy(destinations, (destination) => destination.host);
const ownedByHost = new Map(ownedDomains.map((domain) => [domain.host, domain]));

/** What a grant may open at this normal host: the most exact rows, none that is only guessed. */
export function destinationsAt(host: string): readonly Destination[] {
  return rowsAt(host).filter((destination) => destination.match !== "named");
}

/** The catalogue as one text: its SHA-256 says which hosts a sealed policy was made with. */
export function catalogueText(): string {
  return canonicalJson(destinations.map(({ source: _, ...row }) => row));
}

/** Names a normal host for people. Never a reason to let it pass. */
export function nameHost(host: string): HostName {
  const known = rowsAt(host);
  const owned = [`.${host}`, ...patternsOf(host)].flatMap((name) => ownedByHost.get(name) ?? [])[0];
  const owner = known[0]?.owner ?? owned?.owner;
  const whatStops = known[0]?.whatStops ?? owned?.whatStops;
  return {
    services: [...new Set(known.map((destination) => destination.service))],
    ...(owner === undefined ? {} : { owner }),
    ...(owned === undefined ? {} : { purpose: owned.purpose }),
    ...(whatStops === undefined ? {} : { whatStops }),
  };
}

/** One row of the catalogue, as people look it up. */
export type CatalogueRow = {
  /** A name, or everything below one that begins with a dot. */
  readonly host: string;
  readonly owner: string;
  /** A service, or the purpose of what can never be granted. */
  readonly service: string;
  readonly whatStops: Consequence;
  readonly canBeGranted: boolean;
  readonly source: string;
};

const catalogue: readonly CatalogueRow[] = [
  ...destinations.map(({ host, owner, service, whatStops, match, source }) => {
    return { host, owner, service, whatStops, canBeGranted: match !== "named", source };
  }),
  ...ownedDomains.map(({ host, owner, purpose, whatStops, source }) => {
    return { host, owner, service: purpose, whatStops, canBeGranted: false, source };
  }),
];

/** All that is known of hosts; of one normal host, the most exact rows that name it. */
export function catalogueRows(host?: string): readonly CatalogueRow[] {
  if (host === undefined) return catalogue;
  const names = [host, `.${host}`, ...patternsOf(host).slice(1)];
  const nearest = names.find((name) => catalogue.some((row) => row.host === name));
  return catalogue.filter((row) => row.host === nearest);
}

const systemHosts = new Set(
  systemDomains.filter(({ purpose }) => purpose !== "telemetry").map(({ host }) => host),
);

/** Whether a tablet or phone calls this normal host by itself, whatever app runs on it. */
export function isSystemHost(host: string): boolean {
  return [`.${host}`, ...patternsOf(host)].some((name) => systemHosts.has(name));
}

function rowsAt(host: string): readonly Destination[] {
  for (const pattern of patternsOf(host)) {
    const found = byHost.get(pattern);
    if (found) return found;
  }
  return [];
}

/** `a.b.c`, then `.b.c`, then `.c`. */
function patternsOf(host: string): readonly string[] {
  const labels = host.split(".");
  return labels.map((_, at) => (at === 0 ? host : `.${labels.slice(at).join(".")}`));
}
