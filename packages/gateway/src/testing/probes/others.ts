import { hosts, inside } from "../lab.ts";
import { captiveHosts } from "../../names/captive.ts";
import { curl, placesOf, raw, sdkApp, type Family, type Probe } from "./probe.ts";

const firstOf = (host: string, type: string) =>
  `$(dig +short +time=2 +tries=1 ${type} ${host} | tail -1)`;
/** Android, iOS, Windows, Firefox. */
const checks = [
  ["connectivitycheck.gstatic.com/generate_204", 204],
  ["captive.apple.com/hotspot-detect.html", 200],
  ["www.msftconnecttest.com/connecttest.txt", 200],
  ["detectportal.firefox.com/canonical.html", 200],
] as const;

/** Services by port, programs of their own, and what this box answers by itself. */
export function otherProbes(family: Family): readonly Probe[] {
  const { type, flag } = family;
  const { at, to } = placesOf(family);
  const order = family.of === "four" ? "ipv4first" : "ipv6first";
  const tcp = (port: number) => `timeout 3 bash -c 'echo leak >/dev/tcp/${at("vendor")}/${port}'`;
  return [
    { row: 4, name: "push service (5228)", line: tcp(5228) },
    { row: 4, name: "MQTT (8883)", line: tcp(8883) },
    { row: 16, name: "ping", line: `ping -c1 -W1 ${at("vendor")}`, tool: "ping" },
    {
      row: 18,
      name: "time by address",
      line: `${raw} say ${at("vendor")} 123`,
      tool: "python3",
    },
    {
      row: 18,
      name: "time by name",
      line: `${raw} say ${firstOf(hosts.time, type)} 123`,
      tool: "python3",
      needs: ["time"],
    },
    {
      row: 18,
      name: "corrections by name",
      line: `timeout 3 bash -c 'exec 3<>/dev/tcp/${firstOf(hosts.rtk, type)}/32102; head -c 5 <&3 | grep -q welco'`,
      needs: ["rtk"],
    },
    {
      row: 4,
      name: "Node's fetch",
      line: `NODE_TLS_REJECT_UNAUTHORIZED=0 ${process.execPath} -e "fetch('https://${to("vendor")}/',{signal:AbortSignal.timeout(3000)}).then(()=>{},()=>process.exit(1))"`,
    },
    {
      row: 4,
      name: "Node app with the SDK, by itself allowed maps",
      line: `${sdkApp(order)} https://${hosts.map}/ maps`,
      needs: ["maps"],
    },
    {
      row: 4,
      name: "Node app with the SDK, allowed nothing",
      line: `${sdkApp(order)} https://${hosts.map}/ none; test $? = 3`,
      answeredHere: true,
      silentWhenOpen: true,
    },
    {
      row: 28,
      name: "connectivity checks of four makers",
      line: checks
        .map(
          ([url, status]) =>
            `test $(curl -s ${flag} -m 3 -o /dev/null -w '%{http_code}' http://${url}) = ${status}`,
        )
        .join(" && "),
      answeredHere: true,
    },
    {
      row: 28,
      name: "names of all connectivity checks",
      line: [...captiveHosts]
        .map(
          (host) => `dig +short +time=1 +tries=1 ${type} ${host} | grep -qx ${inside[family.of]}`,
        )
        .join(" && "),
      tool: "dig",
      answeredHere: true,
    },
    {
      row: 28,
      name: "the gateway's page",
      line: `curl -s -m 3 http://${family.wrap(inside[family.of])}/ | grep -q Homepoint`,
      answeredHere: true,
      silentWhenOpen: true,
    },
  ];
}

/** What the box itself would say: root, and the user that the daemon runs as. */
export function boxProbes(family: Family): readonly Probe[] {
  const { type } = family;
  const { at, to } = placesOf(family);
  const box = { row: 27, from: "gateway" } as const;
  const vendor = `${curl} https://${to("vendor")}/`;
  return [
    { ...box, name: "gateway's own programs", line: vendor },
    {
      ...box,
      name: "gateway's own, as the daemon's user",
      line: `setpriv --reuid 64999 --regid 64999 --clear-groups ${vendor}`,
    },
    {
      ...box,
      name: "gateway's own names",
      line: `dig +time=1 +tries=1 @${at("doh")} ${type} ${hosts.vendor}`,
      tool: "dig",
    },
    { ...box, name: "gateway's own time", line: `${raw} say ${at("time")} 123`, tool: "python3" },
    { ...box, name: "gateway's own ping", line: `ping -c1 -W1 ${at("vendor")}`, tool: "ping" },
  ];
}
