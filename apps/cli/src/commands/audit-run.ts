import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { toHex, utf8 } from "@homepoint/base";
import { isMissing, readFileIfThere, replaceFile } from "@homepoint/base/node";
import { parseSignerKey, type SignerKey } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import {
  beginCourse,
  beginPartAnew,
  commitmentOf,
  drawPlant,
  inspectProblem,
  isNothing,
  nextStep,
  plantHost,
  readCourse,
  readPlan,
  renderHtml,
  signReport,
  takeUpAgain,
  usualPlan,
  viewReport,
  writeReport,
  type AuditBody,
  type AuditCourse,
  type AuditPlan,
  type PlantSecret,
  type ReportLanguage,
  type SignedReport,
} from "@homepoint/inspect";
import {
  courseFile,
  endLeftCaptures,
  judgeCourse,
  renderPdf,
  runAudit,
} from "@homepoint/inspect/node";
import { readSought } from "../audit/audited.ts";
import { readHub } from "../audit/from-hub.ts";
import { policiesFrom, type PolicyOptions } from "../audit/policies.ts";
import { timeTold, type TimeOptions, type TimeTold } from "../audit/time-told.ts";
import { askScope, TerminalGuide } from "../audit/terminal-guide.ts";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { makeKeyFile } from "../mode/make-key.ts";
import { writeNew } from "../mode/write-new.ts";
import type { Output } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { tellBlocks } from "../report-text.ts";
import { version } from "../wire.ts";

type Options = PolicyOptions &
  TimeOptions & {
    readonly plan?: string;
    readonly inner?: string;
    readonly outer?: string;
    readonly client?: string;
    readonly idle?: string;
    readonly canary?: readonly string[];
    readonly plant?: true;
    readonly again?: true;
    readonly commitment?: string;
    readonly plantFile?: string;
    readonly key?: string;
    readonly language?: string;
    readonly json?: true;
  };

/** As judgeCourse has it. */
const usualClient = "tablet";
const plantName = "plant.json";
const keyName = "auditor.key";

/** The guided test of auditors. What it came to lies in the folder as JSON, page and PDF. */
export const run: Run<Options> = async ([folder = ""], options, output) => {
  const language = options.language === "de" ? "de" : "en";
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const key = await signerIn(folder, options.key, output);
  const course = await courseIn(folder, options, output);
  const parts = { folder, guide: new TerminalGuide(output), clock: () => new Date(), pause };
  const ended = await runAudit(course, parts);
  const hub = await hubOf(ended, options, output);
  const policies = await policiesFrom(options, hub ? [hub.log] : []);
  const sought = await readSought(options.canary ?? [], hub);
  const body = await judgeCourse(ended, {
    folder,
    ...(policies && { policyAt: policies.policyAt }),
    ...(!isNothing(sought) && { sought }),
    revealPlant: () => secretFrom(options.plantFile ?? join(folder, plantName)),
    primitives,
    onProgress: (file) => output.err(`Reading ${file} …`),
  });
  const { from, until } = body;
  const client = ended.plan.client ?? usualClient;
  const time = await timeTold(options, { from, until, client }, output);
  const signed = signReport(reportOf(body, time), key, primitives);
  await writeAll(folder, signed, language);
  if (options.json) output.out(writeReport(signed).trimEnd());
  else for (const line of tellBlocks(viewReport(signed, language).slice(0, 3))) output.out(line);
  output.err(
    `${join(folder, "report.html")}, .pdf and .json say more. homepoint verify checks them.`,
  );
  return body.claims.some(({ verdict }) => verdict === "did-not-hold") ||
    body.claims.every(({ verdict }) => verdict === "proves-nothing")
    ? exitCodes.failed
    : exitCodes.done;
};

const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

async function courseIn(folder: string, options: Options, output: Output): Promise<AuditCourse> {
  const now = new Date().toISOString();
  const kept = await readFileIfThere(join(folder, courseFile));
  if (kept) {
    const course = readCourse(kept);
    if (!course) throw inspectProblem("not-a-plan", { path: join(folder, courseFile) });
    await endLeftCaptures(course, folder);
    return goOn(course, { now, again: options.again, output });
  }
  const plan = await planFrom(options);
  const commitment = await commitmentFor(folder, options, output);
  const course = beginCourse(plan, now, commitment);
  await replaceFile(join(folder, courseFile), utf8(JSON.stringify(course)));
  return course;
}

type Again = { readonly now: string; readonly again: true | undefined; readonly output: Output };

/** Says what a break cost. */
function goOn(course: AuditCourse, { now, again, output }: Again): AuditCourse {
  const next = nextStep(course);
  if (next.kind === "judge") return course;
  const part = `Part ${next.crossing + 1}`;
  if (again) {
    output.err(
      `${part} begins anew; what was captured of it before lies in the folder, unused: no capture of the report.`,
    );
    return beginPartAnew(course);
  }
  const taken = takeUpAgain(course, now);
  output.err("This audit was begun before, and goes on where it was broken off.");
  const gap = taken.crossings[next.crossing]?.gaps.at(-1);
  if (gap)
    output.err(
      `From ${gap.from.slice(11, 19)} to ${gap.until.slice(11, 19)} UTC nothing was captured: ${part.toLowerCase()} proves nothing any more. Begin it anew with --again.`,
    );
  return taken;
}

async function planFrom({ plan: path, inner, outer, client, idle }: Options): Promise<AuditPlan> {
  const more = {
    ...(inner !== undefined && { innerInterface: inner }),
    ...(outer !== undefined && { outerInterface: outer }),
    ...(client !== undefined && { client }),
  };
  if (path !== undefined) {
    const plan = readPlan(await readOwn(path));
    if (!plan) throw inspectProblem("not-a-plan", { path });
    return { ...plan, ...more };
  }
  if (inner === undefined && outer === undefined)
    throw cliProblem("wrong-usage", {
      what: "Say where to capture: --inner and --outer, or bring captures in a --plan.",
    });
  const idleSeconds = 60 * Number(idle ?? 30);
  if (!(idleSeconds > 0)) throw cliProblem("wrong-usage", { what: "--idle takes minutes." });
  const withGateway = inner !== undefined && outer !== undefined;
  return { ...usualPlan(await askScope(), { withGateway, idleSeconds }), ...more };
}

async function commitmentFor(
  folder: string,
  { plant, commitment }: Options,
  output: Output,
): Promise<string | undefined> {
  if (commitment !== undefined && !/^[0-9a-f]{64}$/.test(commitment))
    throw cliProblem("wrong-usage", { what: "A commitment is 64 hexadecimal digits." });
  if (!plant || commitment !== undefined) return commitment;
  // One that was drawn before a crash, and nothing captured since, is as blind as a new one.
  const path = join(folder, plantName);
  const drawn = await secretFrom(path);
  const secret = drawn ?? drawPlant(primitives);
  if (!drawn) await writeNew(path, `${JSON.stringify(secret)}\n`);
  output.err(
    `Plant a leak: once, at a moment of your own, open http://${plantHost(secret)}/ on the`,
  );
  output.err("device. Nothing that judges is told of it until the verdicts are drawn.");
  return commitmentOf(secret, primitives);
}

async function secretFrom(path: string): Promise<PlantSecret | undefined> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (isMissing(error)) return "{}";
    throw error;
  });
  try {
    const { marker, nonce } = JSON.parse(text) as Partial<PlantSecret>;
    return typeof marker === "string" && typeof nonce === "string" ? { marker, nonce } : undefined;
  } catch {
    return undefined; // no JSON: nothing is revealed
  }
}

async function signerIn(
  folder: string,
  given: string | undefined,
  output: Output,
): Promise<SignerKey> {
  const path = given ?? join(folder, keyName);
  if (given === undefined && !(await readFileIfThere(path))) {
    const verifierKey = await makeKeyFile("auditor", path);
    output.err(`A key was made for this audit alone: ${verifierKey}`);
  }
  try {
    return parseSignerKey(new TextDecoder().decode(await readOwn(path)).trim(), primitives);
  } catch (cause) {
    throw cliProblem("wrong-usage", { what: `${path} is no key that audit key made.` }, { cause });
  }
}

/** What the hub knows of the days of this audit. */
async function hubOf({ startedAt, aliveAt }: AuditCourse, options: Options, output: Output) {
  if (options.data === undefined) return undefined;
  return readHub(options, { from: Date.parse(startedAt), until: Date.parse(aliveAt) }, output);
}

function readOwn(path: string): Promise<Uint8Array> {
  return readFile(path).catch((cause: unknown) => {
    throw cliProblem("no-file", { path }, { cause });
  });
}

function reportOf(body: AuditBody, { told, ...logs }: TimeTold) {
  return {
    v: 1,
    id: toHex(primitives.random(8)),
    madeAt: new Date().toISOString(),
    software: [
      { name: "homepoint", version: version() },
      { name: "node", version: process.version },
    ],
    ...logs,
    body: { ...body, ...told },
  } as const;
}

/** Judged again, it is written again. */
async function writeAll(
  folder: string,
  signed: SignedReport,
  language: ReportLanguage,
): Promise<void> {
  const files = [
    ["report.json", utf8(writeReport(signed))],
    ["report.html", utf8(renderHtml(signed, language, primitives))],
    ["report.pdf", await renderPdf(signed, language)],
  ] as const;
  for (const [name, bytes] of files) await replaceFile(join(folder, name), bytes);
}
