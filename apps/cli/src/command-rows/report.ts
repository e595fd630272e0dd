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
    name: "report show",
    takes: "<file>",
    description: "render a report anew, from its JSON, its page or its PDF; without a hub",
    examples: ["report.html", "report.json --pdf report.pdf --language de"],
    options: outputs,
    load: () => import("../commands/report-show.ts"),
  },
];
