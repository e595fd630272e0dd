import { readFile, stat } from "node:fs/promises";
import { isProblem } from "@homepoint/base";
import {
  canariesSent,
  CanaryWatch,
  compareSides,
  isNothing,
  joinSought,
  judgeFlows,
  mayAsk,
  parseRange,
  readCanaries,
  type CanarySent,
  type CaptureSeen,
  type Comparison,
  type Sought,
} from "@homepoint/inspect";
import { readCapture, readCaptureFile, searchOf, type FileParts } from "@homepoint/inspect/node";
import type { Output } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { clientNamer } from "./client-names.ts";
import { readHub, type HubKnown } from "./from-hub.ts";
import { policiesFrom, type PoliciesKnown, type PolicyOptions } from "./policies.ts";
import type { TimeOptions } from "./time-told.ts";

export type AuditOptions = PolicyOptions &
  TimeOptions & {
    readonly client?: readonly string[];
    readonly ours?: readonly string[];
    readonly inner?: readonly string[];
    readonly outer?: readonly string[];
    readonly canary?: readonly string[];
    readonly json?: true;
  };

export type AuditedCapture = {
  readonly file: string;
  readonly side: "inner" | "outer" | "only";
  readonly seen: CaptureSeen;
  /** In what went out of our networks, or tried to. */
  readonly canaries: readonly CanarySent[];
  /** Packed bodies in it that were not opened to their end. */
  readonly unopened: number;
};

export type Audited = {
  readonly captures: readonly AuditedCapture[];
  readonly policies?: PoliciesKnown;
  readonly comparison?: Comparison;
  /** How much was searched for; none where nothing was. */
  readonly search?: Search;
};

/** `left`: ways of writing canaries that there was no room for. */
type Search = { readonly canaries: number; readonly left: number };

type AuditParts = {
  readonly output: Output;
  readonly onProgress: (file: string, bytes: number) => void;
};

/**
 * Reads and judges captures.
 *
 * @throws cli/no-file, cli/not-a-capture, cli/no-canaries, inspect/not-a-range, and why policies and
 * evidence cannot be read
 */
export async function auditCaptures(
  files: readonly string[],
  options: AuditOptions,
  { output, onProgress }: AuditParts,
): Promise<Audited> {
  const { client = [], inner = [], outer = [] } = options;
  const ours = (options.ours ?? []).map(parseRange);
  const hub = await hubOf([...files, ...inner, ...outer], options, output);
  const policies = await policiesFrom(options, hub ? [hub.log] : []);
  const policyAt = policies?.policyAt ?? (() => undefined);
  const sought = await readSought(options.canary ?? [], hub);
  const clientOf = clientNamer(client);
  const sides = [
    ...files.map((file) => ({ file, side: "only" as const })),
    ...inner.map((file) => ({ file, side: "inner" as const })),
    ...outer.map((file) => ({ file, side: "outer" as const })),
  ];
  const captures: AuditedCapture[] = [];
  for (const { file, side } of sides) {
    const watch = isNothing(sought) ? undefined : new CanaryWatch(sought);
    const parts: FileParts = {
      ours,
      onProgress: (bytes) => onProgress(file, bytes),
      ...(watch ? { watch: (...seen) => watch.take(...seen) } : {}),
    };
    const reading = file === "-" ? readCapture(process.stdin, parts) : readCaptureFile(file, parts);
    const read = await reading.catch(notRead(file));
    watch?.end();
    const seen = judgeFlows(read, { policyAt, clientOf });
    const { found = [], unopened = 0 } = watch ?? {};
    captures.push({ file, side, seen, canaries: canariesSent(found, seen), unopened });
  }
  const comparison = compare(captures, policies, clientOf);
  return {
    captures,
    ...(policies ? { policies } : {}),
    ...(comparison ? { comparison } : {}),
    ...(isNothing(sought) ? {} : { search: searchOf(sought) }),
  };
}

const peekBytes = 1 << 20;
const dayMs = 86_400_000;

/** What the hub knows of the days of these captures. */
async function hubOf(
  files: readonly string[],
  options: TimeOptions,
  output: Output,
): Promise<HubKnown | undefined> {
  if (options.data === undefined) return undefined;
  const begun: number[] = [];
  for (const file of files) {
    // What comes by a pipe is read once, and taken to be of now.
    if (file === "-" || !(await stat(file).catch(notRead(file))).isFile()) continue;
    const { totals } = await readCaptureFile(file, { most: peekBytes }).catch(notRead(file));
    if (totals.from !== null) begun.push(Date.parse(totals.from));
  }
  if (begun.length === 0) return readHub(options, { from: Date.now(), until: Date.now() }, output);
  const span = { from: Math.min(...begun), until: Math.max(...begun) + dayMs };
  return readHub(options, span, output);
}

function compare(
  captures: readonly AuditedCapture[],
  policies: PoliciesKnown | undefined,
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
    (question) =>
      !policies ||
      [...clients].some((client) =>
        mayAsk(question, { policy: policies.policyAt(question.at), client }),
      ),
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

/** What is searched for: of files, and of what the hub knows. @throws cli/no-file, cli/no-canaries */
export async function readSought(
  paths: readonly string[],
  hub: Pick<HubKnown, "canaries"> | undefined,
): Promise<Sought> {
  const all = hub ? [readCanaries(hub.canaries)] : [];
  for (const path of paths) {
    const sought = readCanaries(await readFile(path, "utf8").catch(missing(path)));
    if (isNothing(sought)) throw cliProblem("no-canaries", { path });
    all.push(sought);
  }
  return joinSought(all);
}

function missing(path: string) {
  return (cause: unknown): never => {
    throw cliProblem("no-file", { path }, { cause });
  };
}

/** Says which file it was that is no capture, or cannot be read. */
export function notRead(path: string) {
  return (cause: unknown): never => {
    if (isProblem(cause, "inspect/not-a-capture"))
      throw cliProblem("not-a-capture", { path }, { cause });
    const isFile = typeof cause === "object" && cause !== null && "syscall" in cause;
    throw isFile ? cliProblem("no-file", { path }, { cause }) : cause;
  };
}
