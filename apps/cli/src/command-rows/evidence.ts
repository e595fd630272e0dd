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
];
