import { hosts } from "../lab.ts";
import { curl, placesOf, quic, raw, tls, type Family, type Probe } from "./probe.ts";

const dig = "dig +time=1 +tries=1";
/** Denied by name, so that nothing is looked up in secret. */
const canaries = [
  "use-application-dns.net A",
  "mask.icloud.com A",
  "mask-h2.icloud.com AAAA",
  "_dns.resolver.arpa TYPE64",
];

/** QUIC, and names asked in every way. */
export function nameProbes(family: Family): readonly Probe[] {
  const { type, flag } = family;
  const { at, to } = placesOf(family);
  const names = `@${at("names")}`;
  const quicProbes = (["vendor", "map"] as const).map((who): Probe => ({
    row: 10,
    name: `QUIC v1 and v2 to the ${who}, told so at once`,
    line: `${quic} ${at(who)} ${hosts[who]}`,
    answeredHere: true,
    whole: true,
  }));
  return [
    ...quicProbes,
    { row: 3, name: "vendor's name asked", line: `${dig} ${type} ${hosts.vendor}`, tool: "dig" },
    {
      row: 8,
      name: "hidden hello's keys asked (HTTPS)",
      line: `${dig} ${names} TYPE65 ${hosts.vendor}`,
      tool: "dig",
    },
    { row: 11, name: "names over TLS (853)", line: `${tls} -connect ${to("doh")}:853` },
    {
      row: 11,
      name: "names over HTTPS",
      line: `${curl} --resolve ${hosts.doh}:443:${to("doh")} https://${hosts.doh}/`,
    },
    {
      row: 11,
      name: "foreign name server",
      line: `${dig} @${at("doh")} ${type} ${hosts.vendor}`,
      tool: "dig",
    },
    {
      row: 11,
      name: "foreign name server, TCP",
      line: `${dig} +tcp @${at("doh")} ${type} ${hosts.vendor}`,
      tool: "dig",
    },
    {
      row: 12,
      name: "canary names: there is no such name",
      line: canaries
        .map((asked) => `${dig} ${names} ${flag} ${asked} | grep -q NXDOMAIN`)
        .join(" && "),
      tool: "dig",
      answeredHere: true,
    },
    {
      row: 13,
      name: "tunnel through TXT, NULL and CNAME",
      line: `for n in 1 2; do for t in TXT NULL CNAME; do ${dig} ${names} $t $RANDOM$RANDOM.${hosts.map}; done; done`,
      tool: "dig",
    },
    {
      row: 13,
      name: "1,000 random labels of the map's",
      line: `${raw} labels ${at("names")} ${hosts.map} 1000`,
      tool: "python3",
      whole: true,
    },
    {
      row: 14,
      name: "a map's name led to LAN, loopback, link",
      line: `${dig} ${names} ${type} ${hosts.liar} | grep -q 'ANSWER: 0'`,
      tool: "dig",
      needs: ["maps"],
      success: "dropped",
    },
  ];
}
