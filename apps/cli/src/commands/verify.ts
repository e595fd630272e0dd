import { readFile, stat } from "node:fs/promises";
import {
  readDisclosure,
  readProof,
  verify,
  verifyProof,
  type Verification,
} from "@homepoint/evidence";
import { folderReader, nodeEvidencePrimitives } from "@homepoint/evidence/node";
import { openReport } from "@homepoint/inspect";
import type { Run } from "../command-row.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { findingLine } from "../finding-sentences.ts";
import type { Output } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { Progress } from "../progress.ts";
import { verifyDisclosureFile } from "./verify-disclosure.ts";
import { verifyReportFile } from "./verify-report.ts";

type Options = {
  readonly key?: string;
  readonly witness?: readonly string[];
  readonly need?: string;
  readonly authority?: readonly string[];
  readonly known?: readonly string[];
  readonly capture?: readonly string[];
  readonly json?: true;
};

/** Verifies without a hub, a key or a network: whoever has the files can. */
export const run: Run<Options> = async ([path = ""], options, output) => {
  const found = await stat(path).catch((cause: unknown) => {
    throw cliProblem("no-file", { path }, { cause });
  });
  if (found.isDirectory()) return verifyLog(path, options, output);
  const bytes = await readFile(path);
  const disclosure = readDisclosure(bytes);
  if (disclosure)
    return verifyDisclosureFile(
      disclosure,
      { ...(await fromElsewhere(options)), json: options.json },
      output,
    );
  const report = await openReport(bytes);
  return report
    ? verifyReportFile(
        { ...report, bytes },
        { ...options, ...(await fromElsewhere(options)) },
        output,
      )
    : verifyProofFile({ path, bytes }, options, output);
};

async function verifyLog(path: string, options: Options, output: Output): Promise<ExitCode> {
  const { json } = options;
  const progress = new Progress(output);
  let done = 0;
  const result = await verify({
    read: await evidenceReader(path),
    primitives: nodeEvidencePrimitives,
    ...(await fromElsewhere(options)),
    onProgress: (entries) => progress.show(`${(done += entries)} entries verified`),
  });
  progress.clear();
  const { ok, findings, more, keysAre, generations } = result;
  const size = generations.reduce((sum, one) => sum + one.size, 0);
  if (json) output.out(JSON.stringify(toJson(result), null, 2));
  else {
    output.out(ok ? `All ${size} entries are what was signed.` : "This log does not check out:");
    for (const finding of findings) output.out(findingLine(finding));
    if (more > 0) output.out(`  … and ${more} more`);
    if (keysAre === "from-the-log")
      output.out("The key came with the log. Compare it with one you were given: --key.");
    for (const { number, size: entries, key, lost } of generations) {
      output.out(`  generation ${number}: ${entries} entries, ${key}`);
      if (lost > 0)
        output.out(`  ${lost} more of generation ${number} had been signed, AND ARE GONE.`);
    }
    for (const line of outsiderLines(result)) output.out(line);
    output.out("What the entries say is sealed. With the vault: homepoint evidence verify.");
  }
  return ok ? exitCodes.done : exitCodes.failed;
}

/** What whoever verifies brings along. @throws cli/wrong-usage */
async function fromElsewhere({ key, witness, need, authority, known }: Options) {
  const least = need === undefined ? (witness?.length ?? 0) : Number(need);
  if (!Number.isInteger(least) || least < 0 || least > (witness?.length ?? 0))
    throw cliProblem("wrong-usage", { what: `--need takes a number up to that of --witness.` });
  const files = (paths: readonly string[]) =>
    Promise.all(paths.map((path) => readFile(path, "utf8")));
  return {
    ...(key === undefined ? {} : { trusted: [key] }),
    ...(witness ? { witnesses: { keys: witness, need: least } } : {}),
    ...(authority ? { authorities: await files(authority) } : {}),
    ...(known ? { known: await files(known) } : {}),
  };
}

function toJson({ ok, size, checkpoint, keysAre, findings, more, generations }: Verification) {
  const told = generations.map(({ number, key, size: entries, lost, witnesses, stamps }) => {
    return { number, key, size: entries, lost, witnesses, stamps };
  });
  return { ok, size, checkpoint, keysAre, findings, more, generations: told };
}

/** What others say of the log: until when it cannot be another than it is. */
function outsiderLines({ generations }: Verification): readonly string[] {
  return generations.flatMap(({ number, witnesses, stamps }) => [
    ...witnesses.map(
      ({ name, size, at }) =>
        `  generation ${number}: ${name} cosigned the first ${size} entries at ${at.slice(0, 19)}Z`,
    ),
    ...stamps.map(({ authority, authorityIs, size, at }) => {
      const whose = authorityIs === "trusted" ? "" : " (a certificate that came with the log)";
      return `  generation ${number}: ${authority}${whose} stamped the first ${size} entries at ${at.slice(0, 19)}Z`;
    }),
  ]);
}

/** Of the evidence folder, or of the data folder that it lies in. @throws cli/no-evidence */
async function evidenceReader(path: string) {
  for (const folder of [path, `${path}/evidence`]) {
    const read = folderReader(folder);
    const marks = await Promise.all(
      ["generation", "generations/1/checkpoint"].map((name) => read(name)),
    );
    if (marks.some(Boolean)) return read; // one may be what is missing
  }
  throw cliProblem("no-evidence", { path });
}

/** @throws cli/no-evidence */
function verifyProofFile(
  { path, bytes }: { readonly path: string; readonly bytes: Uint8Array },
  options: Options,
  output: Output,
): ExitCode {
  const proof = readProof(bytes);
  if (!proof) throw cliProblem("no-evidence", { path });
  const key = options.key ?? proof.key;
  const result = verifyProof(proof, [key], nodeEvidencePrimitives);
  const { ok, index, shown, findings } = result;
  if (options.json) output.out(JSON.stringify({ ok, index, shown, findings }, null, 2));
  else {
    output.out(
      ok
        ? `Entry ${index} of the log says:`
        : `This proof does not check out: ${findings.join(", ")}`,
    );
    for (const [name, value] of Object.entries(shown ?? {}))
      output.out(`  ${name}: ${JSON.stringify(value)}`);
    if (ok && options.key === undefined)
      output.out(`The key came with the proof. Compare it with one you were given: ${proof.key}`);
  }
  return ok ? exitCodes.done : exitCodes.failed;
}
