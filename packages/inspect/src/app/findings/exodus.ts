import { inspectProblem } from "../../problems.ts";
import type { TrackerSignature } from "./trackers.ts";

export type ExodusRead = {
  readonly signatures: readonly TrackerSignature[];
  /** Patterns that are more than plain prefixes; these are left out, and counted. */
  readonly leftOut: number;
};

const mostTrackers = 10_000;

/**
 * A list of trackers as Exodus Privacy publishes it (`/api/trackers`), which the user brings: it is
 * under the ODbL and not shipped. Its patterns are taken apart, never run.
 * @throws inspect/not-signatures
 */
export function readExodusTrackers(text: string): ExodusRead {
  const found = trackersIn(text);
  let leftOut = 0;
  const signatures = found.slice(0, mostTrackers).flatMap((row, index) => {
    const classes = literalsOf(row["code_signature"]);
    const hosts = literalsOf(row["network_signature"]);
    leftOut += classes.leftOut + hosts.leftOut;
    if (classes.literals.length + hosts.literals.length === 0) return [];
    return [signatureOf(row, { index, classes: classes.literals, hosts: hosts.literals })];
  });
  return { signatures, leftOut };
}

type Row = Readonly<Record<string, unknown>>;

function trackersIn(text: string): readonly Row[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw inspectProblem("not-signatures", { why: "they are no JSON" }, { cause });
  }
  const trackers = (parsed as { trackers?: unknown } | null)?.trackers;
  const rows = Array.isArray(trackers) ? trackers : Object.values(trackers ?? {});
  if (rows.length === 0) throw inspectProblem("not-signatures", { why: "they name no trackers" });
  return rows.filter((row): row is Row => typeof row === "object" && row !== null);
}

type Literals = { readonly literals: readonly string[]; readonly leftOut: number };

/** `com.a.|com\.b` is two plain prefixes; anything that only a pattern can say is left out. */
function literalsOf(pattern: unknown): Literals {
  if (typeof pattern !== "string" || pattern === "" || pattern === "NC")
    return { literals: [], leftOut: 0 };
  const parts = pattern.split("|").map((part) => part.trim().replaceAll("\\.", "."));
  const plain = parts.filter((part) => /^[\w.$/-]{3,200}$/.test(part));
  return {
    literals: plain.map((part) => part.replaceAll("/", ".").replace(/^\./, "")),
    leftOut: parts.length - plain.length,
  };
}

type Parts = {
  readonly index: number;
  readonly classes: readonly string[];
  readonly hosts: readonly string[];
};

function signatureOf(row: Row, { index, classes, hosts }: Parts): TrackerSignature {
  const text = (name: string) => (typeof row[name] === "string" ? row[name].slice(0, 200) : "");
  return {
    id: `exodus-${typeof row["id"] === "number" ? row["id"] : index}`,
    name: text("name") || "?",
    owner: text("website"),
    kind: "analytics",
    classes,
    libraries: [],
    hosts,
    source: "Exodus Privacy, brought by the user",
  };
}
