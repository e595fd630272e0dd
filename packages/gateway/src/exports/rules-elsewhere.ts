import { decide, destinations, type Policy, type PolicyMoment } from "@homepoint/policy";

/** Boxes and programs that can hold a policy where there is no gateway; none of them as well. */
export const elsewhere = ["pi-hole", "adguard-home", "openwrt", "little-snitch"] as const;
export type Elsewhere = (typeof elsewhere)[number];

export type ElsewhereParts = {
  readonly policy: Policy;
  readonly moment: PolicyMoment;
  /** Whose rules: the installation's own name for a device. */
  readonly client: string;
};

type Way = { readonly host: string; readonly port: number; readonly protocol: "tcp" | "udp" };

/** Why it is weaker than the gateway; stands at the head of what is written. */
export const weakness: Readonly<Record<Elsewhere, readonly string[]>> = {
  "pi-hole": [
    "WEAKER than the Homepoint gateway: this only refuses to answer for names.",
    "An app that knows an address, asks another name server, or uses DNS over HTTPS gets out.",
    "Nothing is on record as evidence, and grants do not end by themselves.",
  ],
  "adguard-home": [
    "WEAKER than the Homepoint gateway: this only refuses to answer for names.",
    "An app that knows an address, asks another name server, or uses DNS over HTTPS gets out.",
    "Nothing is on record as evidence, and grants do not end by themselves.",
  ],
  openwrt: [
    "WEAKER than the Homepoint gateway: addresses are let pass, not names.",
    "Whatever lives at the same address as an allowed host gets out: shared content networks do.",
    "Nothing limits what is sent up, nothing is on record as evidence, grants do not end by themselves.",
  ],
  "little-snitch": [
    "WEAKER than the Homepoint gateway: it runs on the machine that it watches.",
    "It covers this one Mac, trusts its system, and no phone, tablet or controller.",
    "Nothing is on record as evidence, and grants do not end by themselves.",
  ],
};

/** The policy of one device, as rules for something else. */
export function writeElsewhere(where: Elsewhere, parts: ElsewhereParts): string {
  const ways = waysOf(parts);
  const writers = {
    "pi-hole": piHole,
    "adguard-home": adGuard,
    openwrt,
    "little-snitch": littleSnitch,
  };
  return writers[where](ways, parts);
}

function waysOf({ policy, moment, client }: ElsewhereParts): readonly Way[] {
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

function headOf(
  where: Elsewhere,
  mark: string,
  { policy, client }: ElsewhereParts,
): readonly string[] {
  return [
    `${mark} Homepoint policy ${policy.counter}, mode ${policy.mode}, for ${client}`,
    ...weakness[where].map((line) => `${mark} ${line}`),
  ];
}

const hostsOf = (ways: readonly Way[]) => [...new Set(ways.map(({ host }) => host))];
const asPattern = (host: string) => `^${host.replaceAll(".", "\\.")}$`;

/** Pi-hole 6: run it on the Pi-hole. The group is the device's alone. */
function piHole(ways: readonly Way[], parts: ElsewhereParts): string {
  return [
    "#!/bin/sh",
    ...headOf("pi-hole", "#", parts),
    "pihole --regex '.*'",
    ...hostsOf(ways).map((host) => `pihole --allow-regex '${asPattern(host)}'`),
    "",
  ].join("\n");
}

/** AdGuard Home, custom filtering rules. */
function adGuard(ways: readonly Way[], parts: ElsewhereParts): string {
  const to = `$client='${parts.client.replace(/['|,]/g, "")}'`;
  return [
    ...headOf("adguard-home", "!", parts),
    `/.*/${to}`,
    ...hostsOf(ways).map((host) => `@@|${host}^${to}`),
    "",
  ].join("\n");
}

/** OpenWrt 23 and later: a file for `uci import` of both packages, dnsmasq-full and fw4. */
function openwrt(ways: readonly Way[], parts: ElsewhereParts): string {
  const sets = [4, 6].map((family) =>
    [
      "config ipset",
      `\toption name 'homepoint${family}'`,
      `\toption family 'ipv${family}'`,
      "\tlist match 'dest_ip'",
    ].join("\n"),
  );
  const rules = [...new Set(ways.map(({ protocol, port }) => `${protocol} ${port}`))].flatMap(
    (way) => {
      const [protocol = "", port = ""] = way.split(" ");
      return [4, 6].map((family) =>
        [
          "config rule",
          `\toption name 'homepoint ${protocol}/${port} v${family}'`,
          "\toption src 'tablet'",
          "\toption dest 'wan'",
          `\toption family 'ipv${family}'`,
          `\toption proto '${protocol}'`,
          `\toption dest_port '${port}'`,
          `\toption ipset 'homepoint${family}'`,
          "\toption target 'ACCEPT'",
        ].join("\n"),
      );
    },
  );
  const zone = [
    "config zone",
    "\toption name 'tablet'",
    "\tlist network 'tablet'",
    "\toption input 'REJECT'",
    "\toption output 'ACCEPT'",
    "\toption forward 'REJECT'",
  ].join("\n");
  const names = [
    "config ipset",
    ...["homepoint4", "homepoint6"].map((set) => `\tlist name '${set}'`),
    ...hostsOf(ways).map((host) => `\tlist domain '${host}'`),
  ].join("\n");
  const head = headOf("openwrt", "#", parts).join("\n");
  return [
    head,
    "# /etc/config/firewall",
    zone,
    ...sets,
    ...rules,
    "# /etc/config/dhcp",
    names,
    "",
  ].join("\n\n");
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
  const description = weakness["little-snitch"].join(" ");
  return `${JSON.stringify({ name, description, rules: [...allow, deny] }, null, 2)}\n`;
}
