import { readFile, stat } from "node:fs/promises";
import { textOf } from "@homepoint/base";
import { readDisclosure, verifyDisclosure, type Disclosure } from "@homepoint/evidence";
import { folderReader, nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import type { RecordedEntry } from "@homepoint/inspect";
import { cliProblem } from "../problems.ts";

/**
 * What is shown of an evidence log, each log by itself: a disclosure, which must verify, or the lines
 * of `homepoint evidence export --format jsonl`, which are believed.
 *
 * @throws cli/no-file, cli/no-evidence, cli/sealed-evidence, cli/broken-evidence
 */
export async function readEvidence(
  path: string,
  trust: readonly string[],
): Promise<readonly (readonly RecordedEntry[])[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw cliProblem("no-file", { path }, { cause });
  });
  if (found.isDirectory()) throw await problemOf(path);
  const bytes = await readFile(path);
  const disclosure = readDisclosure(bytes);
  if (disclosure) return readDisclosed(path, disclosure, trust);
  const entries = readLines(textOf(bytes));
  if (!entries) throw cliProblem("no-evidence", { path });
  return [entries];
}

/** A log's folder says nothing to whoever cannot open it. */
async function problemOf(path: string) {
  for (const folder of [path, `${path}/evidence`])
    if (await folderReader(folder)("generation")) return cliProblem("sealed-evidence", { path });
  return cliProblem("no-evidence", { path });
}

function readDisclosed(
  path: string,
  disclosure: Disclosure,
  trusted: readonly string[],
): readonly (readonly RecordedEntry[])[] {
  const verified = verifyDisclosure({
    disclosure,
    primitives,
    ...(trusted.length > 0 ? { trusted } : {}),
  });
  if (!verified.ok) throw cliProblem("broken-evidence", { path });
  const entries = verified.entries.map(({ generation, index, hour, shown }) => ({
    generation,
    index,
    hour,
    shown,
  }));
  return [entries];
}

function readLines(text: string): readonly RecordedEntry[] | undefined {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const entries = lines.map(entryOf);
  const isWhole = entries.length > 0 && entries.every((entry) => entry !== undefined);
  return isWhole ? entries : undefined;
}

function entryOf(line: string): RecordedEntry | undefined {
  try {
    return entryFrom(JSON.parse(line));
  } catch {
    return undefined; // no JSON
  }
}

/** As lines of a log have it; undefined where it is none. */
export function entryFrom(value: unknown): RecordedEntry | undefined {
  const { generation, index, hour, state, fact } = (value ?? {}) as Partial<
    Record<"generation" | "index" | "hour" | "state" | "fact", unknown>
  >;
  if (typeof generation !== "number" || typeof index !== "number" || typeof hour !== "string")
    return undefined;
  return {
    generation,
    index,
    hour,
    ...(typeof fact === "object" && fact !== null ? { shown: { ...fact } } : {}),
    ...(state === "shredded" ? { isShredded: true as const } : {}),
  };
}
