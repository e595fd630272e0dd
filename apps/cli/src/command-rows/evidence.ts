import { json, type CommandRow } from "../command-row.ts";

const witnessFolder = ["--folder <folder>", "the witness's own folder"] as const;

/** What happened, and what others say of it. */
export const evidenceRows: readonly CommandRow[] = [
  {
    name: "evidence list",
    description: "what happened, newest first",
    examples: ["", "--limit 1000 --json"],
    isDefault: true,
    usesVault: true,
    options: [["--limit <number>", "at most so many"], json],
    load: () => import("../commands/evidence.ts"),
  },
  {
    name: "evidence gaps",
    description:
      "silences in the signs of life of hub and gateways, and bytes that left and are not on record",
    examples: ["", "--from 2026-06-01 --until 2026-06-02 --json"],
    usesVault: true,
    options: [
      ["--from <time>", "from then on (a week ago)"],
      ["--until <time>", "until then (now)"],
      json,
    ],
    load: () => import("../commands/evidence-gaps.ts"),
  },
  {
    name: "evidence witness",
    takes: "<what...>",
    description:
      "witnesses of this log: list, add KEY, remove KEY, request FILE, take FILE, ask URL",
    examples: [
      "list",
      "add auditor+1f2e3d4c+BA…",
      "request /media/stick/offer --of auditor",
      "take /media/stick/offer.cosigned",
      "ask http://192.168.1.20:7654",
    ],
    usesVault: true,
    options: [
      ["--of <name>", "the witness asked, by the beginning of its key"],
      ["--old <number>", "entries that the witness knows already"],
      ["--ca <file>", "certificate of the witness's own authority, PEM"],
      ["--outlet <socket>", "ask through this socket file, not by a network"],
      json,
    ],
    load: () => import("../commands/evidence-witness.ts"),
  },
  {
    name: "evidence stamp",
    takes: "<what...>",
    description: "time stamps, RFC 3161, carried by file: request FILE, add FILE",
    examples: ["request checkpoint.tsq", "add reply.tsr --authority root.pem"],
    usesVault: true,
    options: [["--authority <files...>", "certificates in PEM that are trusted"], json],
    load: () => import("../commands/evidence-stamp.ts"),
  },
  {
    name: "evidence disclose",
    takes: "[file]",
    description:
      "show an auditor chosen members of chosen facts, in a file that verifies by itself",
    examples: [
      "june.json --from 2026-06-01 --until 2026-06-02 --kinds verdict heartbeat gap",
      "--preview --about 75cda49d… --members all --withhold by",
    ],
    usesVault: true,
    options: [
      ["--from <time>", "from this day or time on, UTC"],
      ["--until <time>", "up to this day or time, it not included"],
      ["--kinds <kinds...>", "kinds of facts; all, unless told"],
      ["--about <ids...>", "only what is about these logs or flights"],
      [
        "--members <names...>",
        "plain (name nobody and no place), all, or these; plain, unless told",
      ],
      ["--withhold <names...>", "never these members"],
      ["--only", "without the leaves of entries in between: smaller, and it may leave some out"],
      ["--to <whom>", "who gets it, for the record"],
      ["--why <words>", "why, for the record"],
      ["--preview", "only tell what would be seen"],
      json,
    ],
    load: () => import("../commands/evidence-disclose.ts"),
  },
  {
    name: "evidence export",
    takes: "[to]",
    description: "the log's files into a folder for auditors, or its facts as lines for a SIEM",
    examples: ["/media/stick/evidence", "--format jsonl", "facts.cef --format cef"],
    usesVault: true,
    options: [["--format <format>", "jsonl or cef, into a file or to standard output"], json],
    load: () => import("../commands/evidence-export.ts"),
  },
  {
    name: "evidence forward",
    takes: "<host:port>",
    description:
      "facts to a collector of your own (homepoint mode own): CEF over syslog, where it ended before",
    examples: ["192.168.1.5:6514", "siem.lan:514 --udp", "siem.lan:601 --follow"],
    usesVault: true,
    options: [
      ["--udp", "datagrams, which may be lost; TCP, unless told"],
      ["--outlet <socket>", "through this socket file, not by a network; TCP only"],
      ["--lines", "over TCP a line for each message, not its length before it"],
      ["--follow", "goes on with what comes, until it is told to stop"],
      ["--again", "from the first entry on"],
      json,
    ],
    load: () => import("../commands/evidence-forward.ts"),
  },
  {
    name: "witness show",
    description: "this machine as a witness: its key, and what it last saw of each log",
    examples: ["", "--json"],
    isDefault: true,
    options: [witnessFolder, ["--name <name>", "of its key, when it is made"], json],
    load: () => import("../commands/witness-show.ts"),
  },
  {
    name: "witness add-log",
    takes: "<key>",
    description: "look at the log with this verifier key from now on",
    examples: ["homepoint/0f3c…/1+889199ce+AX…"],
    options: [witnessFolder, json],
    load: () => import("../commands/witness-add-log.ts"),
  },
  {
    name: "witness sign",
    takes: "<path>",
    description: "cosign what was brought: an offer, or a folder with the log itself",
    examples: ["/media/stick/offer", "/media/stick/evidence --output cosigned"],
    options: [
      ["--output <file>", "where the cosigned checkpoint goes; beside the offer, unless told"],
      witnessFolder,
      json,
    ],
    load: () => import("../commands/witness-sign.ts"),
  },
  {
    name: "witness serve",
    description: "answer logs over HTTP (C2SP tlog-witness), on the local network",
    examples: ["", "--host 192.168.1.20 --port 7654"],
    options: [
      ["--host <address>", "address to listen at; this machine alone, unless told"],
      ["--port <number>", "7654, unless told"],
      witnessFolder,
    ],
    load: () => import("../commands/witness-serve.ts"),
  },
  {
    name: "verify",
    takes: "<path>",
    description: "verify an evidence folder, a proof or a report, without a hub",
    examples: [
      "~/.local/share/homepoint",
      "proof.json --key homepoint/…",
      "report.html --key auditor+… --capture outer.pcap",
    ],
    options: [
      ["--key <key>", "verifier key that you trust, instead of the one that came along"],
      ["--witness <keys...>", "keys of witnesses that must have cosigned the log"],
      ["--need <number>", "how many of them; all, unless told"],
      ["--authority <files...>", "certificates in PEM of time stamp authorities that you trust"],
      ["--known <files...>", "checkpoints seen before: what they cover must still be there"],
      ["--capture <files...>", "captures that a report names, to compare"],
      json,
    ],
    load: () => import("../commands/verify.ts"),
  },
];
