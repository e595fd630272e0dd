import { json, type CommandRow } from "../command-row.ts";

/** Captures of traffic, judged. */
export const capturesRows: readonly CommandRow[] = [
  {
    name: "audit",
    takes: "[captures...]",
    description:
      "judge captures (pcap, pcapng): who spoke with whom, and whether a policy allows it",
    examples: [
      "phone.pcapng --policy policy.json --client tablet",
      "--inner lan.pcap --outer wan.pcap --policy policy.json --client tablet=10.77.0.10",
      "wan.pcap.gz --canary flights.json --json",
    ],
    options: [
      ["--policy <file>", "the policy that was in force; without one nothing is judged"],
      ["--client <name...>", "name of the device in the policy: NAME for all, or NAME=ADDRESS"],
      ["--ours <range...>", "addresses of our side besides the private ones: 192.0.2.0/24"],
      ["--inner <file...>", "captures of the gateway's side towards the devices"],
      ["--outer <file...>", "captures of its side towards the internet, at the same time"],
      ["--canary <file...>", "what must not be found: JSON of flights, or a text with one a line"],
      json,
    ],
    load: () => import("../commands/audit.ts"),
  },
];
