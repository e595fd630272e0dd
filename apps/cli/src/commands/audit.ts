import type { Run } from "../command-row.ts";
import { auditCaptures, type AuditOptions } from "../audit/audited.ts";
import { writeAuditJson } from "../audit/audit-json.ts";
import { judgeAll } from "../audit/outcome.ts";
import { tellAudit } from "../audit/tell-audit.ts";
import { exitCodes } from "../exit-codes.ts";
import { bytes } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { Progress } from "../progress.ts";

/** Needs no hub, no vault and no network: whoever has a capture can judge it. */
export const run: Run<AuditOptions> = async (files, options, output) => {
  const { inner = [], outer = [] } = options;
  if (files.length + inner.length + outer.length === 0)
    throw cliProblem("wrong-usage", { what: "Give a capture, or --inner and --outer." });
  if ((inner.length === 0) !== (outer.length === 0))
    throw cliProblem("wrong-usage", { what: "--inner and --outer go together." });
  const progress = new Progress(output);
  const audited = await auditCaptures(files, options, {
    output,
    onProgress: (file, read) => progress.show(`${file}: ${bytes(read)} read`),
  });
  progress.clear();
  if (options.json) await writeAuditJson(audited, output);
  else for (const line of tellAudit(audited)) output.out(line);
  return judgeAll(audited).held === false ? exitCodes.failed : exitCodes.done;
};
