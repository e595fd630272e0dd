// npm run test:leaks: every way out, in every mode, judged by what arrives outside. Needs root.
// leaks.ts [--quick] [--json] [WORDS]: see tools/leaks.mjs.
import { spawnSync } from "node:child_process";
import type { Policy } from "@homepoint/policy";
import { countNow, noteRecord, noteTampered } from "./after-column.ts";
import { noteKnocks, openColumn, showAlive, tryAll, type ColumnParts } from "./columns.ts";
import { listenOnTablet } from "./inbound.ts";
import { Lab, whyNoLab } from "./lab.ts";
import { LeakTable } from "./leak-table.ts";
import { allowedBy, policies } from "./policies.ts";
import { probes, type Probe } from "./probes/index.ts";
import { tryChanges } from "./transitions.ts";

const args = process.argv.slice(2);
const isQuick = args.includes("--quick");
const asJson = args.includes("--json");
const [only = ""] = args.filter((word) => !word.startsWith("--"));
const write = (text: string) => void process.stdout.write(text);
const bootColumn = "before the daemon";
/** Where a quick run tries the heavy ones too. */
const heavyColumns: ReadonlySet<string> = new Set(["local-data", "with maps, time"]);

const seconds = () => `${Math.round(performance.now() / 1000)} s`;

function findWanted(table: LeakTable): readonly Probe[] {
  const has = (tool = "true") => spawnSync("sh", ["-c", `command -v ${tool}`]).status === 0;
  return probes.filter(({ tool, name }) => {
    if (!name.includes(only)) return false;
    if (!has(tool)) table.noteSkipped(`${name}: ${tool} is not installed`);
    return has(tool);
  });
}

/** Rules as at power-on, links up, and no daemon yet: nobody is answered, nothing passes. */
async function tryBoot(parts: ColumnParts): Promise<void> {
  const { lab } = parts;
  const policy = policies["with maps, time"] as Policy; // a key of that table
  await lab.startGateway(policy, { part: "rules" });
  const nothing: Policy = { ...policy, mode: "offline" };
  await tryAll(parts, { column: bootColumn, policy: nothing, isAnswering: false });
  await noteKnocks(parts, bootColumn);
  await lab.stopGateway();
  lab.forget();
  process.stderr.write(` ${bootColumn} ${seconds()}\n`);
}

async function tryMode(parts: ColumnParts, column: string): Promise<void> {
  const { lab } = parts;
  const policy = policies[column] as Policy; // asked for by its own key
  await lab.startGateway(policy);
  const before = await countNow(lab);
  const said = await tryAll(parts, { column, policy, isAnswering: true });
  await noteKnocks(parts, column);
  const after = await countNow(lab);
  await lab.stopGateway();
  const allowed = allowedBy(policy);
  if (only === "") await noteRecord(parts, { column, before, allowed, said }, after);
  if (only === "" && column === "with maps, time") await noteTampered(parts, column);
  lab.forget();
  process.stderr.write(` ${column} ${seconds()}\n`);
}

const reason = whyNoLab();
if (reason !== undefined) {
  write(`SKIPPED: the leak tests need network namespaces, and ${reason}\n`);
  process.exit(process.env["CI"] ? 77 : 0);
}
const table = new LeakTable();
const lab = await Lab.make();
try {
  const parts = { lab, table, wanted: findWanted(table) };
  await listenOnTablet(lab);
  await showAlive(parts);
  await noteKnocks(parts, openColumn);
  process.stderr.write(` ${openColumn} ${seconds()}\n`);
  const lighter = { ...parts, wanted: parts.wanted.filter(({ heavy }) => !heavy) };
  const of = (column: string) => (isQuick && !heavyColumns.has(column) ? lighter : parts);
  if (parts.wanted.length > 0) {
    await tryBoot(of(bootColumn));
    for (const column of Object.keys(policies)) await tryMode(of(column), column);
  }
  await tryChanges(lab, table, { only, which: isQuick ? "telling" : "all" });
} finally {
  lab.remove();
}
if (asJson) write(`${table.toJson()}\n`);
else {
  table.print(write);
  const { complaints, summary } = table;
  write(complaints.length > 0 ? `\n${complaints.join("\n")}\n\n${summary}\n` : `\n${summary}\n`);
}
process.exit(table.complaints.length > 0 ? 1 : 0);
