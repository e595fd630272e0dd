import { decide, destinations, type Policy } from "@homepoint/policy";
import { headOf, hostsOf, type Elsewhere, type ElsewhereParts, type Way } from "./head.ts";
import { openwrt } from "./openwrt.ts";
import { piHole } from "./pi-hole.ts";

/** The policy of one device, as rules for something else. */
export function writeElsewhere(where: Elsewhere, parts: ElsewhereParts): string {
  const ways = waysOf(parts);
  return writers[where](ways, parts);
}

/** What ends by itself is left out: nothing there would end it. */
function lastingOnly({ standard: _, ...policy }: Policy): Policy {
  return { ...policy, grants: policy.grants.filter(({ span }) => span === undefined) };
}

function waysOf({ policy: given, moment, client }: ElsewhereParts): readonly Way[] {
  const policy = lastingOnly(given);
  const subject = { kind: "client", id: client } as const;
  const ways = destinations
    .filter(({ match }) => match === "exact")
    .flatMap(({ host, ports }) => ports.map((port) => ({ host, port })));
  const unique = new Map(ways.map((way) => [`${way.host} ${way.port}`, way]));
  return [...unique.values()].flatMap(({ host, port: text }) => {
    const [protocol, number] = text.split("/");
    if (protocol !== "tcp" && protocol !== "udp") return [];
    const port = Number(number);
    const attempt = {
      kind: "connection",
      direction: "out",
      subject,
      host,
      port,
      protocol,
    } as const;
    return decide(policy, attempt, moment).allowed ? [{ host, port, protocol } as const] : [];
  });
}

/** AdGuard Home, custom filtering rules. */
function adGuard(ways: readonly Way[], parts: ElsewhereParts): string {
  const client = parts.client.replace(/['|,]/g, "");
  const to = `$client='${client}'`;
  return [
    ...headOf("adguard-home", "!", parts),
    `! Paste it under Filters, Custom filtering rules; Settings, Client settings must know ${client}.`,
    `/.*/${to}`,
    ...hostsOf(ways).map((host) => `@@|${host}^${to}`),
    "",
  ].join("\n");
}

/** Little Snitch 5 and later: a rule group file (.lsrules). */
function littleSnitch(ways: readonly Way[], parts: ElsewhereParts): string {
  const allow = ways.map(({ host, port, protocol }) => ({
    action: "allow",
    process: "any",
    "remote-hosts": host,
    protocol,
    ports: String(port),
  }));
  const deny = { action: "deny", process: "any", remote: "any", priority: "regular" };
  const name = `Homepoint policy ${parts.policy.counter}, ${parts.policy.mode}`;
  const description = headOf("little-snitch", "", parts).join("").trim();
  return `${JSON.stringify({ name, description, rules: [...allow, deny] }, null, 2)}\n`;
}

const writers = {
  "pi-hole": piHole,
  "adguard-home": adGuard,
  openwrt,
  "little-snitch": littleSnitch,
} as const satisfies Readonly<Record<Elsewhere, unknown>>;
