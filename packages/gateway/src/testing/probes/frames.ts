import { hosts, outside } from "../lab.ts";
import { curl, placesOf, raw, type Family, type Probe } from "./probe.ts";

/** Packets that no ordinary program sends. */
export function frameProbes(family: Family): readonly Probe[] {
  const { at } = placesOf(family);
  const frames = { tool: "python3", whole: true } as const;
  const to = `${at("vendor")} ${at(family.of === "four" ? "cdn" : "map")}`;
  return [
    {
      ...frames,
      row: 15,
      name: "frames: protocols, flags, fragments, tunnels",
      line: `${raw} raw protocols ${to}`,
    },
    { ...frames, row: 16, name: "frames: every ICMP type", line: `${raw} raw icmp ${to}` },
    {
      ...frames,
      row: 17,
      name: "frames: broadcast, multicast, other types",
      line: `${raw} raw local ${to}`,
      bridged: true,
    },
    { ...frames, row: 29, name: "frames: another's address", line: `${raw} raw spoofed ${to}` },
    {
      tool: "python3",
      row: 26,
      name: "10,000 connections at once",
      line: `${raw} burst 10000 ${at("vendor")} ${at("cdn")} ${hosts.sharedVendor}`,
      heavy: true,
      alone: true,
    },
  ];
}

const { vendor } = outside;
const browser = (url: string, more: string) =>
  `timeout -k 1 15 chromium --headless --no-sandbox --disable-gpu --user-data-dir=$(mktemp -d) ${more} --dump-dom '${url}' >/dev/null`;
const two = `data:text/html,<img src=https://four.example/><img src=https://six.example/>`;

/** Whole programs that open many ways at once. */
export const programProbes: readonly Probe[] = [
  {
    row: 4,
    name: "Chromium, as it starts, at the vendor's page",
    line: browser(`https://${hosts.vendor}/`, ""),
    tool: "chromium",
    heavy: true,
  },
  {
    row: 10,
    name: "Chromium, with QUIC forced, IPv4 and IPv6",
    line: browser(
      two,
      `--origin-to-force-quic-on=four.example:443,six.example:443 --host-resolver-rules='MAP four.example ${vendor.four},MAP six.example [${vendor.six}]'`,
    ),
    tool: "chromium",
    heavy: true,
  },
  {
    row: 25,
    name: "a 5 MB upload to the map",
    line: `! head -c 5000000 /dev/zero | ${curl} --data-binary @- https://${hosts.map}/`,
    needs: ["maps"],
    success: "cut",
    // It takes all that may go up within a minute, from whatever else speaks to the map meanwhile.
    alone: true,
  },
];
