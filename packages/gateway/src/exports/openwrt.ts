import { headOf, hostsOf, type ElsewhereParts, type Way } from "./head.ts";

/** One named section of uci, so that running it again replaces it. */
function section(
  path: string,
  type: string,
  options: Readonly<Record<string, string | readonly string[]>>,
): readonly string[] {
  return [
    `set ${path}='${type}'`,
    ...Object.entries(options).flatMap(([name, value]) =>
      typeof value === "string"
        ? `set ${path}.${name}='${value}'`
        : value.map((each) => `add_list ${path}.${name}='${each}'`),
    ),
  ];
}

const zone = "homepoint";
const rule = { src: zone, target: "ACCEPT" } as const;

/** What a device needs of the router itself: an address, names, and neighbours in IPv6. */
const ofTheRouter: readonly string[] = [
  ...section("firewall.homepoint_dhcp", "rule", {
    name: "Homepoint: addresses",
    family: "ipv4",
    proto: "udp",
    dest_port: "67",
    ...rule,
  }),
  ...section("firewall.homepoint_dns", "rule", {
    name: "Homepoint: names",
    proto: "tcp udp",
    dest_port: "53",
    ...rule,
  }),
  ...section("firewall.homepoint_icmp6", "rule", {
    name: "Homepoint: neighbours",
    family: "ipv6",
    proto: "icmp",
    icmp_type: ["router-solicitation", "neighbour-solicitation", "neighbour-advertisement"],
    ...rule,
  }),
];

/** OpenWrt 22.03 and later (fw4) with dnsmasq-full: a script to be run on the router. */
export function openwrt(ways: readonly Way[], parts: ElsewhereParts): string {
  const families = [4, 6] as const;
  const ports = [...new Set(ways.map(({ protocol, port }) => `${protocol} ${port}`))];
  const rules = ports.flatMap((way) => {
    const [proto = "", port = ""] = way.split(" ");
    return families.flatMap((family) =>
      section(`firewall.homepoint_${proto}${port}v${family}`, "rule", {
        name: `Homepoint: ${proto}/${port} v${family}`,
        family: `ipv${family}`,
        proto,
        dest: "wan",
        dest_port: port,
        ipset: `homepoint${family}`,
        ...rule,
      }),
    );
  });
  const names = {
    name: families.map((family) => `homepoint${family}`),
    domain: hostsOf(ways),
  };
  return [
    "#!/bin/sh",
    ...headOf("openwrt", "#", parts),
    "# Run it on the router: sh FILE NETWORK. NETWORK is an interface that is the device's alone, as guest.",
    "# It needs OpenWrt 22.03 or later, and dnsmasq-full. What it wrote before it replaces.",
    "set -e",
    'NETWORK="${1:?give the network that is the device\'s alone}"',
    'uci -q get "network.$NETWORK" >/dev/null || { echo "There is no network $NETWORK" >&2; exit 2; }',
    "{ uci show firewall; uci show dhcp; } | sed -n 's/^\\([a-z]*\\.homepoint_[a-z0-9_]*\\)=.*/delete \\1/p' | uci batch",
    "uci batch <<'UCI'",
    ...section("firewall.homepoint_zone", "zone", {
      name: zone,
      input: "REJECT",
      output: "ACCEPT",
      forward: "REJECT",
    }),
    ...ofTheRouter,
    ...families.flatMap((family) =>
      section(`firewall.homepoint_set${family}`, "ipset", {
        name: `homepoint${family}`,
        family: `ipv${family}`,
        match: ["dest_ip"],
      }),
    ),
    ...rules,
    ...(ways.length > 0 ? section("dhcp.homepoint_names", "ipset", names) : []),
    "UCI",
    'uci add_list firewall.homepoint_zone.network="$NETWORK"',
    "uci commit firewall",
    "uci commit dhcp",
    "/etc/init.d/firewall restart",
    "/etc/init.d/dnsmasq restart",
    "",
  ].join("\n");
}
