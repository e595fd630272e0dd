import { json, type CommandRow } from "../command-row.ts";

const outputs = [
  ["--html <file>", "write it as a page of its own"],
  ["--pdf <file>", "write it for paper"],
  ["--json-file <file>", "write it for machines"],
  ["--language <language>", "en or de (en)"],
  json,
] as const;

/** Reports, signed, for people and machines. */
export const reportRows: readonly CommandRow[] = [
  {
    name: "report make",
    description:
      "what each of the guide's six steps came to, for each device; or one flight's proof",
    examples: [
      "",
      "--from 2026-05-01 --until 2026-06-01 --pdf may.pdf",
      "--flight 3f2a… --html f.html",
    ],
    isDefault: true,
    usesVault: true,
    options: [
      ["--from <time>", "from then on (always)"],
      ["--until <time>", "until then (now)"],
      ["--flight <id>", "the proof of one flight instead"],
      ...outputs,
    ],
    load: () => import("../commands/report-make.ts"),
  },
  {
    name: "report list",
    description: "reports that are kept here, and the key that this hub signs with",
    examples: ["", "--json"],
    usesVault: true,
    options: [json],
    load: () => import("../commands/report-list.ts"),
  },
  {
    name: "report keep",
    takes: "<file>",
    description: "keep a report that was made elsewhere, such as an audit's",
    examples: ["audit/report.html"],
    usesVault: true,
    options: [json],
    load: () => import("../commands/report-keep.ts"),
  },
  {
    name: "report show",
    takes: "<file>",
    description: "render a report anew, from its JSON, its page or its PDF; without a hub",
    examples: ["report.html", "report.json --pdf report.pdf --language de"],
    options: outputs,
    load: () => import("../commands/report-show.ts"),
  },
];
