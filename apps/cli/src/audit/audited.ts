import { readFile } from "node:fs/promises";
import { isProblem, toHex } from "@homepoint/base";
import {
  CanaryWatch,
  compareSides,
  judgeFlows,
  mayAsk,
  parseRange,
  readCanaries,
  type CanaryFound,
  type CaptureSeen,
  type Comparison,
  type Flow,
  type Pattern,
} from "@homepoint/inspect";
import { readCapture, readCaptureFile, type FileParts } from "@homepoint/inspect/node";
import { readPolicy, writePolicy, type Policy } from "@homepoint/policy";
import { cliProblem } from "../problems.ts";
import { clientNamer } from "./client-names.ts";

export type AuditOptions = {
  readonly policy?: string;
  readonly client?: readonly string[];
  readonly ours?: readonly string[];
  readonly inner?: readonly string[];
  readonly outer?: readonly string[];
  readonly canary?: readonly string[];
  readonly json?: true;
};

export type Leaked = CanaryFound & { readonly seen: Flow };

export type AuditedCapture = {
  readonly file: string;
  readonly side: "inner" | "outer" | "only";
  readonly seen: CaptureSeen;
  /** In what went out of our networks, or tried to. */
  readonly canaries: readonly Leaked[];
};

export type Audited = {
  readonly captures: readonly AuditedCapture[];
  readonly policy?: Policy;
  readonly comparison?: Comparison;
};

/**
 * Reads and judges captures.
 *
 * @throws cli/no-file, cli/not-a-capture, cli/not-a-policy, cli/no-canaries, inspect/not-a-range
 */
export async function auditCaptures(
  files: readonly string[],
  options: AuditOptions,
  onProgress: (file: string, bytes: number) => void,
): Promise<Audited> {
  const { client = [], inner = [], outer = [] } = options;
  const policy = options.policy === undefined ? undefined : await readPolicyFile(options.policy);
  const ours = (options.ours ?? []).map(parseRange);
  const patterns = await readPatterns(options.canary ?? []);
  const clientOf = clientNamer(client);
  const sides = [
    ...files.map((file) => ({ file, side: "only" as const })),
    ...inner.map((file) => ({ file, side: "inner" as const })),
    ...outer.map((file) => ({ file, side: "outer" as const })),
  ];
  const captures: AuditedCapture[] = [];
  for (const { file, side } of sides) {
    const watch = patterns.length > 0 ? new CanaryWatch(patterns) : undefined;
    const parts: FileParts = {
      ours,
      onProgress: (bytes) => onProgress(file, bytes),
      ...(watch ? { watch: (...seen) => watch.take(...seen) } : {}),
    };
    const reading = file === "-" ? readCapture(process.stdin, parts) : readCaptureFile(file, parts);
    const read = await reading.catch(notRead(file));
    const seen = judgeFlows(read, { policyAt: () => policy, clientOf });
    captures.push({ file, side, seen, canaries: leaksOf(watch?.found ?? [], seen) });
  }
  const comparison = compare(captures, policy, clientOf);
  return { captures, ...(policy ? { policy } : {}), ...(comparison ? { comparison } : {}) };
}

/** What was found in bytes that our side sent out of our networks. */
function leaksOf(found: readonly CanaryFound[], { flows }: CaptureSeen): readonly Leaked[] {
  return found.flatMap((each) => {
    const seen = flows[each.flow];
    if (!seen || seen.scope !== "world") return [];
    return each.side === seen.ourSide ? [{ ...each, seen }] : [];
  });
}

function compare(
  captures: readonly AuditedCapture[],
  policy: Policy | undefined,
  clientOf: ReturnType<typeof clientNamer>,
): Comparison | undefined {
  const [inner, outer] = (["inner", "outer"] as const).map((side) =>
    joined(captures.filter((capture) => capture.side === side)),
  );
  if (!inner || !outer) return undefined;
  const clients = new Set(inner.flows.map(clientOf));
  return compareSides(
    inner,
    outer,
    (question) => !policy || [...clients].some((client) => mayAsk(question, { policy, client })),
  );
}

function joined(captures: readonly AuditedCapture[]): CaptureSeen | undefined {
  const [first] = captures;
  if (!first) return undefined;
  return {
    flows: captures.flatMap(({ seen }) => seen.flows),
    questions: captures.flatMap(({ seen }) => seen.questions),
    totals: first.seen.totals,
  };
}

/** Written by hand or by Homepoint: spaces and the order of its members do not matter here. */
async function readPolicyFile(path: string): Promise<Policy> {
  const text = await readFile(path, "utf8").catch(missing(path));
  try {
    const bytes = writePolicy(JSON.parse(text) as Policy); // readPolicy believes nothing of it
    const { policy, found } = readPolicy(bytes, { existing: true });
    if (found === "read") return policy;
  } catch (cause) {
    throw cliProblem("not-a-policy", { path }, { cause });
  }
  throw cliProblem("not-a-policy", { path });
}

async function readPatterns(paths: readonly string[]): Promise<readonly Pattern[]> {
  const all: Pattern[] = [];
  const seen = new Set<string>();
  for (const path of paths) {
    const patterns = readCanaries(await readFile(path, "utf8").catch(missing(path)));
    if (patterns.length === 0) throw cliProblem("no-canaries", { path });
    for (const pattern of patterns) {
      const key = `${pattern.writing} ${toHex(pattern.bytes)}`;
      if (!seen.has(key)) all.push(pattern);
      seen.add(key);
    }
  }
  return all;
}

function missing(path: string) {
  return (cause: unknown): never => {
    throw cliProblem("no-file", { path }, { cause });
  };
}

function notRead(path: string) {
  return (cause: unknown): never => {
    if (isProblem(cause, "inspect/not-a-capture"))
      throw cliProblem("not-a-capture", { path }, { cause });
    const isFile = typeof cause === "object" && cause !== null && "syscall" in cause;
    throw isFile ? cliProblem("no-file", { path }, { cause }) : cause;
  };
}
