import type { Flow } from "../flow.ts";

export type SeenHost = {
  readonly host: string;
  readonly bytesOut: number;
  readonly bytesIn: number;
};

const mostHosts = 5_000;

/**
 * The hosts that flows went out to, with what was sent: by the name that was asked for; by the
 * address where none was, so that nothing drops from sight.
 */
export function hostsOf(flows: readonly Flow[]): SeenHost[] {
  const outgoing = flows.filter(({ scope, within }) => scope === "world" && within === undefined);
  return [...Map.groupBy(outgoing, nameOf)].slice(0, mostHosts).map(([host, all]) => ({
    host,
    bytesOut: all.reduce((sum, { bytesOut }) => sum + bytesOut, 0),
    bytesIn: all.reduce((sum, { bytesIn }) => sum + bytesIn, 0),
  }));
}

function nameOf({ serverName, dnsNames, to }: Flow): string {
  const [only, ...others] = dnsNames;
  const name = serverName ?? (others.length === 0 ? only : undefined) ?? to;
  return name.toLowerCase().slice(0, 200);
}
