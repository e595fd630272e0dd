import { isIPv4 } from "node:net";
import { ports, type Settings } from "../settings.ts";

export const table = "homepoint_gateway";
/** Of routes: where marked packets end on this machine. */
export const routeTable = "7077";

/** Packets that the rules refused, for the record: who, whereto, how; a minute each. */
export const triedSets = ["tried4", "tried6", "tried4x", "tried6x"] as const;

export type RulesetParts = Pick<
  Settings,
  "lan" | "wan" | "lanAddresses" | "upstream" | "sshFrom"
> & {
  /** The user whose packets alone may go out. */
  readonly uid: number;
};

/**
 * The static rules: everything is dropped but what matches a set that the daemon fills, while it is
 * alive. Nothing is forwarded: what passes is spoken by the proxy itself.
 */
export function writeRuleset(parts: RulesetParts): string {
  return [
    `table inet ${table}`,
    `delete table inet ${table}`,
    `table inet ${table} {`,
    ...sets(parts),
    ...chain("arriving", "filter hook prerouting priority mangle; policy accept", arriving(parts)),
    ...chain("turning", "nat hook prerouting priority dstnat; policy accept", turning(parts)),
    ...chain("entering", "filter hook input priority filter; policy drop", entering(parts)),
    ...chain("crossing", "filter hook forward priority filter; policy drop", ["counter drop"]),
    ...chain("leaving", "filter hook output priority filter; policy drop", leaving(parts)),
    "}",
    "",
  ].join("\n");
}

function sets({ upstream }: RulesetParts): readonly string[] {
  const dynamic = "size 8192; flags dynamic,timeout; timeout 60s;";
  const elements = (family: 4 | 6) => {
    const of = upstream.filter((address) => isIPv4(address) === (family === 4));
    return of.length > 0 ? ` elements = { ${of.join(", ")} }` : "";
  };
  return [
    "  set alive { type ifname; flags timeout; }",
    "  set allow4 { type ipv4_addr . inet_proto . inet_service; flags timeout; }",
    "  set allow6 { type ipv6_addr . inet_proto . inet_service; flags timeout; }",
    "  map relay4 { type ipv4_addr . inet_service : inet_service; flags timeout; }",
    "  map relay6 { type ipv6_addr . inet_service : inet_service; flags timeout; }",
    `  set upstream4 { type ipv4_addr;${elements(4)} }`,
    `  set upstream6 { type ipv6_addr;${elements(6)} }`,
    `  set tried4 { type ether_addr . ipv4_addr . inet_proto . inet_service; ${dynamic} }`,
    `  set tried6 { type ether_addr . ipv6_addr . inet_proto . inet_service; ${dynamic} }`,
    `  set tried4x { type ether_addr . ipv4_addr . inet_proto; ${dynamic} }`,
    `  set tried6x { type ether_addr . ipv6_addr . inet_proto; ${dynamic} }`,
    "  counter refused { }",
    "  counter own_refused { }",
    "  counter unasked { }",
  ];
}

/** From the tablets: names, relayed services and all TCP are turned to the daemon; no more. */
function arriving({ lan, wan }: RulesetParts): readonly string[] {
  const from = `iifname "${lan}"`;
  const quiet = "fib daddr type { broadcast, multicast }";
  return [
    `iifname { "${wan}", "lo" } accept`,
    `iifname != "${lan}" counter name unasked drop`,
    // A foreign or broken source is no client of ours.
    `${from} ip frag-off & 0x3fff != 0 counter name refused drop`,
    `${from} exthdr frag exists counter name refused drop`,
    `${from} udp dport 67 udp sport 68 accept`,
    `${from} icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit } ip6 hoplimit 255 accept`,
    `${from} iifname @alive meta l4proto { tcp, udp } th dport 53 fib daddr type != { broadcast, multicast } accept`,
    `${from} iifname @alive ip daddr . udp dport @relay4 accept`,
    `${from} iifname @alive ip6 daddr . udp dport @relay6 accept`,
    `${from} tcp dport { 22, 80 } fib daddr type local accept`,
    `${from} udp dport ${ports.names} fib daddr type local drop`,
    `${from} iifname @alive meta l4proto tcp fib daddr type unicast meta nfproto ipv4 tproxy ip to :${ports.proxy} meta mark set 1 accept`,
    `${from} iifname @alive meta l4proto tcp fib daddr type unicast meta nfproto ipv6 tproxy ip6 to :${ports.proxy} meta mark set 1 accept`,
    `${from} ${quiet} counter name refused drop`,
    ...noteTried(from),
    `${from} counter name refused`,
    `${from} meta l4proto tcp reject with tcp reset`,
    `${from} meta l4proto udp reject`,
    `${from} drop`,
  ];
}

/** A full set notes nothing more; the packet is refused all the same, by the rules below. */
function noteTried(from: string): readonly string[] {
  return [
    `${from} meta nfproto ipv4 meta l4proto { tcp, udp } add @tried4 { ether saddr . ip daddr . meta l4proto . th dport }`,
    `${from} meta nfproto ipv6 meta l4proto { tcp, udp } add @tried6 { ether saddr . ip6 daddr . meta l4proto . th dport }`,
    `${from} meta nfproto ipv4 meta l4proto != { tcp, udp } add @tried4x { ether saddr . ip daddr . meta l4proto }`,
    `${from} meta nfproto ipv6 meta l4proto != { tcp, udp } add @tried6x { ether saddr . ip6 daddr . meta l4proto }`,
  ];
}

function turning({ lan }: RulesetParts): readonly string[] {
  const from = `iifname "${lan}"`;
  return [
    `${from} meta l4proto { tcp, udp } th dport 53 redirect to :${ports.names}`,
    `${from} tcp dport 80 fib daddr type local redirect to :${ports.page}`,
    `${from} meta nfproto ipv4 meta l4proto udp redirect to :ip daddr . udp dport map @relay4`,
    `${from} meta nfproto ipv6 meta l4proto udp redirect to :ip6 daddr . udp dport map @relay6`,
  ];
}

function entering({ lan, wan, sshFrom }: RulesetParts): readonly string[] {
  const from = `iifname "${lan}"`;
  const asked = `iifname "${wan}" iifname @alive ct state established ct direction reply`;
  const [first, last] = ports.relays;
  const ssh = (family: "ip" | "ip6", of: readonly string[]) =>
    of.length > 0 ? [`${from} ${family} saddr { ${of.join(", ")} } tcp dport 22 accept`] : [];
  return [
    'iifname "lo" accept',
    `${from} meta mark 1 iifname @alive meta l4proto tcp accept`,
    `${from} iifname @alive ct status dnat meta l4proto { tcp, udp } th dport ${ports.names} accept`,
    `${from} ct status dnat tcp dport ${ports.page} accept`,
    `${from} iifname @alive ct status dnat udp dport ${first}-${last} accept`,
    `${from} udp dport 67 udp sport 68 accept`,
    `${from} icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit } ip6 hoplimit 255 accept`,
    ...ssh("ip", sshFrom.filter(isIPv4)),
    ...ssh(
      "ip6",
      sshFrom.filter((address) => !isIPv4(address)),
    ),
    `${asked} ip saddr . meta l4proto . th sport @allow4 accept`,
    `${asked} ip6 saddr . meta l4proto . th sport @allow6 accept`,
    `${asked} ip saddr @upstream4 meta l4proto { tcp, udp } th sport 53 accept`,
    `${asked} ip6 saddr @upstream6 meta l4proto { tcp, udp } th sport 53 accept`,
    `iifname "${wan}" ct state related icmp type { destination-unreachable, time-exceeded } accept`,
    `iifname "${wan}" ct state related icmpv6 type { destination-unreachable, packet-too-big, time-exceeded } accept`,
    `iifname "${wan}" udp sport 67 udp dport 68 accept`,
    `iifname "${wan}" icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert } ip6 hoplimit 255 accept`,
    `iifname "${wan}" counter name unasked drop`,
    `${from} counter name refused drop`,
  ];
}

/** Not even the daemon gets further than the sets; nobody else on this box gets out at all. */
function leaving({ lan, wan, uid, sshFrom }: RulesetParts): readonly string[] {
  const out = `oifname "${wan}" oifname @alive meta skuid ${uid}`;
  return [
    'oifname "lo" accept',
    `oifname "${lan}" oifname @alive ct state established ct direction reply accept`,
    `oifname "${lan}" tcp sport { 80, ${ports.page} } ct state established ct direction reply accept`,
    ...(sshFrom.length > 0
      ? [`oifname "${lan}" tcp sport 22 ct state established ct direction reply accept`]
      : []),
    `oifname "${lan}" udp sport 67 udp dport 68 accept`,
    `oifname "${lan}" icmp type destination-unreachable accept`,
    `oifname "${lan}" tcp flags & rst == rst accept`,
    `oifname "${lan}" icmpv6 type { destination-unreachable, nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert } accept`,
    `${out} ip daddr . meta l4proto . th dport @allow4 accept`,
    `${out} ip6 daddr . meta l4proto . th dport @allow6 accept`,
    `${out} ip daddr @upstream4 meta l4proto { tcp, udp } th dport 53 accept`,
    `${out} ip6 daddr @upstream6 meta l4proto { tcp, udp } th dport 53 accept`,
    `oifname "${wan}" meta skuid 0 udp sport 68 udp dport 67 accept`,
    `oifname "${wan}" icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } ip6 hoplimit 255 accept`,
    "counter name own_refused drop",
  ];
}

function chain(name: string, type: string, rules: readonly string[]): readonly string[] {
  return [`  chain ${name} {`, `    type ${type};`, ...rules.map((rule) => `    ${rule}`), "  }"];
}
