import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { collect, isProblem } from "@homepoint/base";
import {
  headLength,
  lookAt,
  reportMove,
  type BroughtFile,
  type FlightList,
  type Stranger,
} from "@homepoint/flight";
import { findFiles, isLog, takeHead, type FoundFile } from "@homepoint/hub";
import type { Client } from "@homepoint/sdk";
import type { TakenIn } from "@homepoint/api";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { reportHtml } from "../moving-house/report-html.ts";
import { tellReport } from "../moving-house/tell-report.ts";
import { counted, type Output } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { Progress } from "../progress.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & {
  readonly keepUnknown?: true;
  readonly report?: string;
  readonly json?: true;
};

/** What became of one file. `failed` has the sentence of what went wrong. */
type Outcome = {
  readonly path: string;
  readonly outcome: TakenIn["outcome"] | "list" | "failed";
  readonly log?: string | null;
  readonly flights: readonly string[];
  readonly needsKeys?: boolean;
  readonly because?: string;
  readonly stranger?: Stranger;
};

/** So many at once keep disk and processor both at work. */
const atOnce = 4;

export const run: Run<Options> = async (paths, options, output) => {
  const { report: path } = options;
  if (path !== undefined && existsSync(path)) throw cliProblem("exists", { path });
  return withHub(options, output, async (client) => {
    const lists: FlightList[] = [];
    const { outcomes, isWhole } = await takeInAll(client, { paths, options, output, lists });
    if (!isWhole) return tellStopped(outcomes, options, output);
    const report = await reportMove(client, outcomes.map(broughtOf), lists);
    if (options.json)
      output.out(JSON.stringify({ files: outcomes, reconciliation: report }, null, 2));
    else {
      tell(outcomes, output);
      if (outcomes.length > 1) tellReport(report, output);
    }
    if (path !== undefined) await writeFile(path, reportHtml(report, new Date()), { flag: "wx" });
    return exitCodeOf(outcomes);
  });
};

type Work = {
  readonly paths: readonly string[];
  readonly options: Options;
  readonly output: Output;
  /** Lists of flights that are found among the files. */
  readonly lists: FlightList[];
};

const becomes: Readonly<Record<Outcome["outcome"], BroughtFile["became"]>> = {
  "taken-in": "in",
  waiting: "in",
  duplicate: "double",
  list: "list",
  kept: "left",
  unknown: "left",
  failed: "failed",
};

function broughtOf({ path, outcome, flights, because, stranger }: Outcome): BroughtFile {
  return {
    path,
    became: becomes[outcome],
    flights,
    ...(because !== undefined && { because }),
    ...(stranger && { stranger }),
  };
}

type Taken = {
  readonly outcomes: readonly Outcome[];
  /** False where someone stopped it, and files were not looked at. */
  readonly isWhole: boolean;
};

async function takeInAll(client: Client, work: Work): Promise<Taken> {
  const { paths, output } = work;
  const progress = new Progress(output);
  const outcomes: Outcome[] = [];
  const files = findFiles(paths)[Symbol.asyncIterator]();
  const stop = stopOnSignal();
  let isWhole = false;
  const worker = async () => {
    while (!stop.aborted) {
      const next = await files.next();
      if (next.done) {
        isWhole = true;
        return;
      }
      const file = next.value;
      progress.show(`${outcomes.length + 1} files · ${file.path}`);
      outcomes.push(
        "why" in file
          ? { path: file.path, outcome: "failed", flights: [], because: file.why }
          : await takeInOne(client, file, work),
      );
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  progress.clear();
  return { outcomes: outcomes.sort((a, b) => (a.path < b.path ? -1 : 1)), isWhole };
}

async function takeInOne(client: Client, file: FoundFile, work: Work): Promise<Outcome> {
  const { options, lists } = work;
  const { path, name } = file;
  try {
    const { head, whole } = await takeHead(file.open(), headLength);
    const keep = options.keepUnknown === true;
    // A card full of videos is not sent anywhere to learn that they are no logs.
    if (!keep && !(await isLog(file, head))) {
      await whole[Symbol.asyncIterator]().return?.();
      const { list, stranger } = await lookAt({
        path,
        size: file.size,
        head,
        read: () => collect(file.open()),
      });
      if (list) lists.push(list);
      if (list) return { path, outcome: "list", flights: [] };
      const because = "flight/unknown-format";
      return { path, outcome: "unknown", flights: [], because, ...(stranger && { stranger }) };
    }
    const body = ReadableStream.from(whole) as ReadableStream<Uint8Array<ArrayBuffer>>;
    const taken = await client.takeIn({
      name,
      source: path,
      keep: keep ? "true" : "false",
      bytes: body,
    });
    return {
      path,
      outcome: taken.outcome,
      log: taken.log,
      flights: taken.flights.map(({ id }) => id),
      needsKeys: taken.flights.some(({ needsKeys }) => needsKeys),
      ...(taken.because === null ? {} : { because: taken.because }),
    };
  } catch (error) {
    if (isProblem(error, "hub/disk-full")) throw error;
    return { path, outcome: "failed", flights: [], because: (error as Error).message };
  }
}

/** The first Ctrl-C lets what is underway finish; nothing that was taken in is lost either way. */
function stopOnSignal(): AbortSignal {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  return stop.signal;
}

const sentences: Readonly<Record<Outcome["outcome"], string>> = {
  "taken-in": "taken in",
  duplicate: "here already",
  kept: "kept, though no reader knows what is in it",
  unknown: "left out: no reader knows what is in it (--keep-unknown keeps it all the same)",
  waiting: "sealed, to be read when the vault is unlocked",
  list: "read as a list of flights",
  failed: "not taken in",
};

/** What was not looked at is neither found nor missing: there is nothing to reconcile. */
function tellStopped(outcomes: readonly Outcome[], { json }: Options, output: Output): ExitCode {
  if (json) output.out(JSON.stringify({ files: outcomes, reconciliation: null }, null, 2));
  else {
    tell(outcomes, output);
    output.out("Stopped before the end: run it again to go on, and for the reconciliation.");
  }
  return exitCodes.failed;
}

function tell(outcomes: readonly Outcome[], output: Output): void {
  if (outcomes.length === 0) return output.out("There are no files in there.");
  for (const [outcome, sentence] of Object.entries(sentences)) {
    const files = outcomes.filter((each) => each.outcome === outcome);
    if (files.length === 0) continue;
    const flights = files.reduce((sum, each) => sum + each.flights.length, 0);
    const found = outcome === "taken-in" ? `, ${counted(flights, "flight")}` : "";
    output.out(`${counted(files.length, "file")} ${sentence}${found}`);
    if (outcome === "failed")
      for (const { path, because } of files) output.out(`  ${path}: ${because}`);
    if (outcome === "unknown") listFew(files, output);
  }
  const locked = outcomes.filter(({ needsKeys }) => needsKeys).length;
  if (locked > 0) output.out(`${counted(locked, "log")} locked: the track needs keys`);
  tellCopies(outcomes, output);
}

function listFew(files: readonly Outcome[], output: Output): void {
  for (const { path } of files.slice(0, 5)) output.out(`  ${path}`);
  if (files.length > 5) output.out(`  … and ${files.length - 5} more`);
}

/** What was taken in still lies where it came from; people forget that. */
function tellCopies(outcomes: readonly Outcome[], output: Output): void {
  const safe = outcomes.filter(({ outcome }) =>
    ["taken-in", "duplicate", "kept"].includes(outcome),
  );
  const folders = new Map<string, number>();
  for (const { path } of safe) folders.set(dirname(path), (folders.get(dirname(path)) ?? 0) + 1);
  if (folders.size === 0) return;
  output.out("Copies remain, unsealed, in:");
  for (const [folder, count] of [...folders].slice(0, 10)) output.out(`  ${folder} (${count})`);
  if (folders.size > 10) output.out(`  … and ${folders.size - 10} more folders`);
}

function exitCodeOf(outcomes: readonly Outcome[]): ExitCode {
  if (outcomes.some(({ outcome }) => outcome === "failed")) return exitCodes.failed;
  const known = outcomes.some(({ outcome }) => outcome !== "unknown");
  return outcomes.length > 0 && !known ? exitCodes.notRecognized : exitCodes.done;
}
