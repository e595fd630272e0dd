import { readFile } from "node:fs/promises";
import { readPolicyNote } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import {
  policyOfAll,
  readPolicyRecord,
  type PolicyAt,
  type PolicyRecord,
  type RecordedEntry,
} from "@homepoint/inspect";
import { readPolicy, writePolicy, type Policy } from "@homepoint/policy";
import { cliProblem } from "../problems.ts";
import { readEvidence } from "./read-evidence.ts";

export type PolicyOptions = {
  /** Files, plain or signed notes; `TIME=FILE` for one that was in force from then on. */
  readonly policy?: readonly string[];
  /** What an evidence log shows: a disclosure, or its lines. */
  readonly evidence?: readonly string[];
  /** Verifier keys of those whose policies and logs are believed. */
  readonly trust?: readonly string[];
};

/** What flows are judged by. */
export type PoliciesKnown = {
  readonly policyAt: PolicyAt;
  readonly files: number;
  /** Of each log that was given: when it says something. */
  readonly records: readonly Pick<PolicyRecord, "from" | "until">[];
};

/**
 * The policy of each moment, by all that says something of it, the strictest where they differ.
 * Undefined where nothing was given. `logs` are read already.
 *
 * @throws cli/no-file, cli/not-a-policy, cli/not-signed, cli/no-evidence, cli/sealed-evidence,
 * cli/broken-evidence
 */
export async function policiesFrom(
  { policy: given = [], evidence = [], trust = [] }: PolicyOptions,
  logs: readonly (readonly RecordedEntry[])[] = [],
): Promise<PoliciesKnown | undefined> {
  const files = await Promise.all(given.map((text) => readGiven(text, trust)));
  const shown = await Promise.all(evidence.map((path) => readEvidence(path, trust)));
  const all = [...logs, ...shown.flat()];
  if (files.length + all.length === 0) return undefined;
  // Gateways name policies by their counters, which another log or a file tells.
  const plain = all.flatMap((entries) => readPolicyRecord(entries).policies);
  const known = [...files.map(({ policy }) => policy), ...plain];
  const records = all.map((entries) => readPolicyRecord(entries, known));
  const sources = records.map(({ policyAt }) => policyAt);
  const ofFiles = files.length > 0 ? [fromFiles(files)] : [];
  // Where there is a log, files only tell what its facts name: they do not say when.
  const isDated = files.some(({ from }) => from > Number.NEGATIVE_INFINITY);
  const used = all.length > 0 && !isDated ? sources : [...sources, ...ofFiles];
  return { policyAt: policyOfAll(used), files: files.length, records };
}

type Given = { readonly from: number; readonly policy: Policy };

const dated = /^(\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?)=(.+)$/;

async function readGiven(text: string, trust: readonly string[]): Promise<Given> {
  const [, time, path = text] = dated.exec(text) ?? [];
  const from = time === undefined ? Number.NEGATIVE_INFINITY : Date.parse(time);
  if (Number.isNaN(from)) throw cliProblem("wrong-usage", { what: `${text}: that is no time.` });
  return { from, policy: await readPolicyFile(path, trust) };
}

/** Those that begin together hold together; the latest that has begun is in force. */
function fromFiles(files: readonly Given[]): PolicyAt {
  const byTime = [...Map.groupBy(files, ({ from }) => from)]
    .toSorted(([a], [b]) => a - b)
    .map(([from, those]) => ({
      from,
      policyAt: policyOfAll(
        those.map(
          ({ policy }) =>
            () =>
              policy,
        ),
      ),
    }));
  return (at) => byTime.findLast(({ from }) => from <= Date.parse(at))?.policyAt(at) ?? "not-known";
}

/**
 * A plain one, written by hand or by Homepoint: spaces and the order of its members do not matter
 * here. Or a signed note, as it was applied or carried to a gateway.
 */
async function readPolicyFile(path: string, trust: readonly string[]): Promise<Policy> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw cliProblem("no-file", { path }, { cause });
  });
  const note = readPolicyNote(bytes, trust, primitives);
  if (note?.isSigned) return note.policy;
  if (note) throw cliProblem("not-signed", { path });
  try {
    const written = writePolicy(JSON.parse(String(bytes)) as Policy); // readPolicy believes nothing of it
    const { policy, found } = readPolicy(written, { existing: true });
    if (found === "read") return policy;
  } catch (cause) {
    throw cliProblem("not-a-policy", { path }, { cause });
  }
  throw cliProblem("not-a-policy", { path });
}
