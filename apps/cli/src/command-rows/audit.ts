import { json, type CommandRow } from "../command-row.ts";

/** The test that auditors run, for anyone, any day. */
export const auditRows: readonly CommandRow[] = [
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
      ["--policy <file>", "policy that the gateway enforces"],
      ["--client <name>", "the device's name in that policy (tablet)"],
      ["--idle <minutes>", "how long to leave it idle (30)"],
      ["--plant", "have a leak planted that must be found"],
      ["--commitment <hash>", "the same, where audit plant was run elsewhere"],
      ["--plant-file <file>", "what audit plant wrote; read after all is judged"],
      ["--key <file>", "sign with this key; without it one is made in the folder"],
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
