import { json, type CommandRow } from "../command-row.ts";

const policyOptions = [
  ["--policy <file...>", "policies that were in force, plain or signed; TIME=FILE: from then on"],
  [
    "--evidence <file...>",
    "what the evidence shows of them: evidence disclose, or export as jsonl",
  ],
  ["--trust <key...>", "verifier keys of those whose policies and evidence are believed"],
] as const;

const hubOptions = [
  ["--data <folder>", "data folder: its evidence tells the policies, its flights are searched for"],
  ["--passphrase-file <file>", "file whose first line is the passphrase"],
  ["--key-file <file>", "key file that opens the vault"],
] as const;

/** Captures of traffic, judged, and the test that auditors run, for anyone, any day. */
export const auditRows: readonly CommandRow[] = [
  {
    name: "audit",
    takes: "[captures...]",
    description:
      "judge captures (pcap, pcapng): who spoke with whom, and whether a policy allows it",
    examples: [
      "phone.pcapng --policy policy.json --client tablet",
      "--inner lan.pcap --outer wan.pcap --policy policy.json --client tablet=10.77.0.10",
      "wan.pcap.gz --canary flights.json --json",
      "- --json < phone.pcapng   (tcpdump -w - | homepoint audit -)",
      "wan.pcap --evidence disclosed.json --trust homepoint/0f3c…/1+889199ce+AX…",
      "wan.pcap --data /srv/homepoint --client tablet",
    ],
    options: [
      ...policyOptions,
      ["--client <name...>", "name of the device in the policy: NAME for all, or NAME=ADDRESS"],
      ["--ours <range...>", "addresses of our side besides the private ones: 192.0.2.0/24"],
      ["--inner <file...>", "captures of the gateway's side towards the devices"],
      ["--outer <file...>", "captures of its side towards the internet, at the same time"],
      ["--canary <file...>", "what must not be found: JSON of flights, or a text with one a line"],
      ...hubOptions,
      json,
    ],
    load: () => import("../commands/audit.ts"),
  },
  {
    name: "audit run",
    takes: "<folder>",
    description:
      "lead through an audit, capture what is tried and what leaves, and sign what it came to",
    examples: [
      "audit --inner lan0 --outer wan0 --plant",
      "audit --plan plan.json --policy policy.json --key auditor.key",
      "audit   (goes on where it was broken off)",
    ],
    options: [
      ["--plan <file>", "what to do, instead of being asked: docs/guides/audit.md"],
      ["--inner <interface>", "capture here what the device tries"],
      ["--outer <interface>", "capture here what leaves"],
      ...policyOptions,
      ["--client <name>", "the device's name in that policy (tablet)"],
      ["--idle <minutes>", "how long to leave it idle (30)"],
      ["--canary <file...>", "what must not be found; with --data, also the flights of those days"],
      ["--again", "after a break, begin the part that it fell into anew"],
      ["--plant", "have a leak planted that must be found"],
      ["--commitment <hash>", "the same, where audit plant was run elsewhere"],
      ["--plant-file <file>", "what audit plant wrote; read after all is judged"],
      ["--key <file>", "sign with this key; without it one is made in the folder"],
      ["--data <folder>", "add what the logs of the hub with this data folder tell of that time"],
      ["--passphrase-file <file>", "file whose first line is the passphrase"],
      ["--key-file <file>", "key file that opens the vault"],
      ["--language <language>", "of page and PDF: en or de (en)"],
      json,
    ],
    load: () => import("../commands/audit-run.ts"),
  },
  {
    name: "audit plant",
    takes: "<file>",
    description: "draw a leak to be made on purpose; print what binds you to it",
    examples: ["plant.json"],
    options: [json],
    load: () => import("../commands/audit-plant.ts"),
  },
  {
    name: "audit key",
    takes: "<name>",
    description: "make an auditor's own key, which signs reports",
    examples: ["ann --output ann.key"],
    needs: [["-o, --output <file>", "where the secret goes; the line to pass on is printed"]],
    options: [json],
    load: () => import("../commands/audit-key.ts"),
  },
];
