import { fileURLToPath } from "node:url";
import type { Service } from "@homepoint/policy";
import { hosts, outside } from "./lab.ts";

/** One way in which something tries to get out. */
export type Probe = {
  readonly name: string;
  /** Run on the phone, unless it is the gateway's own box that tries. */
  readonly line: string;
  readonly from?: "gateway";
  /** With these granted it must pass; without a list it must never. */
  readonly needs?: readonly Service[];
  /** The line succeeds whatever the mode, and nothing goes out. */
  readonly answeredHere?: true;
  /** What has to be there; without it the probe is left out, loudly. */
  readonly tool?: string;
  /** With an open router it has nothing to send out: its oracle is another. */
  readonly silentWhenOpen?: true;
};

const raw = `python3 ${fileURLToPath(new URL("raw.py", import.meta.url))}`;
const curl = "curl -sSk -m 4 -o /dev/null";
const tls = "</dev/null timeout 6 openssl s_client -brief -verify_quiet";
const families = [
  { family: "IPv4", flag: "-4", of: "four", type: "A", wrap: (address: string) => address },
  {
    family: "IPv6",
    flag: "-6",
    of: "six",
    type: "AAAA",
    wrap: (address: string) => `[${address}]`,
  },
] as const;
const firstOf = (host: string, type: string) =>
  `$(dig +short +time=2 +tries=1 ${type} ${host} | tail -1)`;

type Family = (typeof families)[number];
type Who = keyof typeof outside;

const sharedFirst = ({ type }: Family) =>
  `dig +short +time=2 +tries=1 ${type} ${hosts.sharedMap} >/dev/null; `;

function tlsProbes(family: Family): readonly Probe[] {
  const { flag, type } = family;
  const at = (who: Who) => outside[who][family.of];
  const to = (who: Who) => family.wrap(at(who));
  const shared = sharedFirst(family);
  return [
    { name: "map by name", line: `${curl} ${flag} https://${hosts.map}/`, needs: ["maps"] },
    {
      name: "map on a shared address",
      line: `${curl} ${flag} https://${hosts.sharedMap}/`,
      needs: ["maps"],
    },
    { name: "vendor by name", line: `${curl} ${flag} https://${hosts.vendor}/` },
    {
      name: "vendor's name asked",
      line: `dig +time=1 +tries=1 ${type} ${hosts.vendor}`,
      tool: "dig",
    },
    {
      name: "vendor by address",
      line: `${curl} --resolve ${hosts.vendor}:443:${to("vendor")} https://${hosts.vendor}/`,
    },
    {
      name: "vendor over plain HTTP",
      line: `${curl} --resolve ${hosts.vendor}:80:${to("vendor")} http://${hosts.vendor}/`,
    },
    {
      name: "vendor under the map's name",
      line: `${shared}${tls} -connect ${to("vendor")}:443 -servername ${hosts.sharedMap}`,
    },
    {
      name: "vendor on the map's address",
      line: `${shared}${tls} -connect ${to("cdn")}:443 -servername ${hosts.sharedVendor}`,
    },
    {
      name: "no name on the map's address",
      line: `${shared}${tls} -connect ${to("cdn")}:443 -noservername`,
    },
    {
      name: "an address as a name",
      line: `${shared}${tls} -connect ${to("cdn")}:443 -servername 198.18.0.80`,
    },
    {
      name: "no TLS on the map's address",
      line: `${shared}${curl} -H 'Host: ${hosts.sharedMap}' http://${to("cdn")}:443/`,
    },
    {
      name: "hello in 7-byte segments",
      line: `${shared}${raw} chopped ${at("cdn")} ${hosts.sharedVendor}`,
      tool: "python3",
    },
    {
      name: "hello that never ends",
      line: `${shared}timeout 7 ${raw} chopped ${at("cdn")} ${hosts.sharedVendor} 40 1`,
      tool: "python3",
    },
    {
      name: "map's name, hello in segments",
      line: `${shared}${raw} chopped ${at("cdn")} ${hosts.sharedMap}`,
      tool: "python3",
      needs: ["maps"],
    },
  ];
}

function nameProbes(family: Family): readonly Probe[] {
  const { type } = family;
  const at = (who: Who) => outside[who][family.of];
  const to = (who: Who) => family.wrap(at(who));
  return [
    { name: "QUIC to the vendor", line: `${raw} say ${at("vendor")} 443`, tool: "python3" },
    { name: "QUIC to the map", line: `${raw} say ${at("map")} 443`, tool: "python3" },
    { name: "names over TLS (853)", line: `${tls} -connect ${to("doh")}:853` },
    {
      name: "names over HTTPS",
      line: `${curl} --resolve ${hosts.doh}:443:${to("doh")} https://${hosts.doh}/`,
    },
    {
      name: "foreign name server",
      line: `dig +time=1 +tries=1 @${at("doh")} ${type} ${hosts.vendor}`,
      tool: "dig",
    },
    {
      name: "foreign name server, TCP",
      line: `dig +tcp +time=1 +tries=1 @${at("doh")} ${type} ${hosts.vendor}`,
      tool: "dig",
    },
    {
      name: "tunnel through names",
      line: `for n in 1 2 3 4 5 6 7 8 9 10; do dig +time=1 +tries=1 @${at("names")} TXT $RANDOM$RANDOM.${hosts.map}; done`,
      tool: "dig",
    },
    {
      name: "hidden hello's keys asked",
      line: `dig +time=1 +tries=1 @${at("names")} TYPE65 ${hosts.vendor}`,
      tool: "dig",
    },
    {
      name: "canary names",
      line: `dig +time=1 +tries=1 @${at("names")} use-application-dns.net; dig +time=1 +tries=1 @${at("names")} mask.icloud.com`,
      tool: "dig",
    },
  ];
}

function otherProbes(family: Family): readonly Probe[] {
  const { type } = family;
  const at = (who: Who) => outside[who][family.of];
  const to = (who: Who) => family.wrap(at(who));
  return [
    {
      name: "push service (5228)",
      line: `timeout 3 bash -c 'echo leak >/dev/tcp/${at("vendor")}/5228'`,
    },
    { name: "MQTT (8883)", line: `timeout 3 bash -c 'echo leak >/dev/tcp/${at("vendor")}/8883'` },
    { name: "ping", line: `ping -c1 -W1 ${at("vendor")}`, tool: "ping" },
    { name: "time by address", line: `${raw} say ${at("vendor")} 123`, tool: "python3" },
    {
      name: "time by name",
      line: `${raw} say ${firstOf(hosts.time, type)} 123`,
      tool: "python3",
      needs: ["time"],
    },
    {
      name: "corrections by name",
      line: `timeout 3 bash -c 'exec 3<>/dev/tcp/${firstOf(hosts.rtk, type)}/32102; head -c 5 <&3 | grep -q welco'`,
      needs: ["rtk"],
    },
    {
      name: "Node's fetch",
      line: `NODE_TLS_REJECT_UNAUTHORIZED=0 ${process.execPath} -e "require('dns').setDefaultResultOrder('${family.of === "four" ? "ipv4first" : "verbatim"}');fetch('https://${to("vendor")}/',{signal:AbortSignal.timeout(3000)}).then(()=>{},()=>process.exit(1))"`,
    },
  ];
}

function boxProbes(family: Family): readonly Probe[] {
  const { type } = family;
  const at = (who: Who) => outside[who][family.of];
  const to = (who: Who) => family.wrap(at(who));
  return [
    { name: "gateway's own programs", from: "gateway", line: `${curl} https://${to("vendor")}/` },
    {
      name: "gateway's own names",
      from: "gateway",
      line: `dig +time=1 +tries=1 @${at("doh")} ${type} ${hosts.vendor}`,
      tool: "dig",
    },
    {
      name: "gateway's own ping",
      from: "gateway",
      line: `ping -c1 -W1 ${at("vendor")}`,
      tool: "ping",
    },
  ];
}

const inBoth: readonly Probe[] = families.flatMap((family) =>
  [tlsProbes, nameProbes, otherProbes, boxProbes]
    .flatMap((write) => write(family))
    .map((probe) => ({ ...probe, name: `${probe.name}, ${family.family}` })),
);

const { vendor, map, cdn } = outside;

export const probes: readonly Probe[] = [
  ...inBoth,
  {
    name: "raw frames: protocols, flags, fragments, tunnels",
    line: `${raw} raw ${vendor.four} ${cdn.four} ${vendor.six} ${map.six}`,
    tool: "python3",
  },
  {
    name: "Chromium, as it starts",
    line: `timeout -k 1 8 chromium --headless --no-sandbox --disable-gpu --user-data-dir=$(mktemp -d) --dump-dom https://${hosts.vendor}/ >/dev/null`,
    tool: "chromium",
  },
  {
    name: "connectivity check",
    line: `test $(curl -s4 -m 3 -o /dev/null -w '%{http_code}' http://connectivitycheck.gstatic.com/generate_204) = 204`,
    answeredHere: true,
  },
  {
    name: "the gateway's page",
    line: `curl -s -m 3 http://10.77.0.1/ | grep -q Homepoint`,
    answeredHere: true,
    silentWhenOpen: true,
  },
];
