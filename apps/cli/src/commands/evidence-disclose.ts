import { writeFile } from "node:fs/promises";
import { isFactKind } from "@homepoint/evidence";
import type { DisclosedRow } from "@homepoint/api";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { bytes as sizeText, counted } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & {
  readonly from?: string;
  readonly until?: string;
  readonly kinds?: readonly string[];
  readonly about?: readonly string[];
  readonly members?: readonly string[];
  readonly withhold?: readonly string[];
  readonly only?: true;
  readonly to?: string;
  readonly why?: string;
  readonly preview?: true;
  readonly json?: true;
};

const mostLines = 20;

export const run: Run<Options> = async ([path], options, output) => {
  const selection = selectionOf(options);
  if (path === undefined && !options.preview)
    throw cliProblem("wrong-usage", { what: "Say where the file goes, or --preview." });
  return withHub(options, output, async (client) => {
    const preview = await client.previewDisclosure(selection);
    const { entries, shown, bytes, rows } = preview;
    if (!options.json) {
      output.out(
        `${counted(shown, "fact")} shown of ${entries} ${entries === 1 ? "entry" : "entries"}, ${sizeText(bytes)}:`,
      );
      for (const row of rows.slice(0, mostLines)) output.out(`  ${lineOf(row)}`);
      if (shown > mostLines) output.out(`  … and ${shown - mostLines} more`);
    }
    if (path === undefined || options.preview) {
      if (options.json) output.out(JSON.stringify(preview, null, 2));
      return exitCodes.done;
    }
    const { to = "an auditor", why } = options;
    const answer = await client.discloseEvidence({
      ...selection,
      to,
      ...(why === undefined ? {} : { why }),
    });
    const file = new Uint8Array(await answer.arrayBuffer());
    await writeFile(path, file, { flag: "wx", mode: 0o600 }).catch(
      (error: NodeJS.ErrnoException) => {
        throw error.code === "EEXIST" ? cliProblem("exists", { path }) : error;
      },
    );
    if (options.json) output.out(JSON.stringify({ file: path, entries, shown, bytes }));
    else output.out(`${path}: anyone checks it with homepoint verify ${path} --key KEY`);
    return exitCodes.done;
  });
};

/** @throws cli/wrong-usage */
function selectionOf({ from, until, kinds, about, members, withhold, only }: Options) {
  const unknown = kinds?.find((kind) => !isFactKind(kind));
  if (unknown !== undefined)
    throw cliProblem("wrong-usage", { what: `There is no kind of fact ${unknown}.` });
  const [first] = members ?? [];
  const isWord = members?.length === 1 && (first === "plain" || first === "all");
  return {
    ...(from === undefined ? {} : { from: instantOf(from, "--from") }),
    ...(until === undefined ? {} : { until: instantOf(until, "--until") }),
    ...(kinds ? { kinds: [...kinds] } : {}),
    ...(about ? { objects: [...about] } : {}),
    members: isWord ? (first as "plain" | "all") : members ? [...members] : ("plain" as const),
    ...(withhold ? { withhold: [...withhold] } : {}),
    extent: only ? ("chosen-only" as const) : ("whole" as const),
  };
}

/** A day, `2026-06-01`, or a time of it; in UTC. */
function instantOf(text: string, option: string): string {
  const time = /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time))
    throw cliProblem("wrong-usage", {
      what: `${option} takes a day as 2026-06-01, or a time as 2026-06-01T09:00:00Z, not ${text}.`,
    });
  return new Date(time).toISOString();
}

export function lineOf({ index, hour, shown, withheld }: DisclosedRow): string {
  const { kind, at, ...rest } = shown;
  const when = typeof at === "string" ? at.slice(0, 19) : hour;
  const told = Object.entries(rest).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const more = withheld > 0 ? ` (${withheld} withheld)` : "";
  return `${index}  ${when}  ${String(kind)}  ${told.join(" ")}${more}`.trimEnd();
}
