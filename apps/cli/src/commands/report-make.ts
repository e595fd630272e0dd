import { readReport } from "@homepoint/inspect";
import { utf8 } from "@homepoint/base";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { cliProblem } from "../problems.ts";
import { spanOf } from "../report-span.ts";
import { withHub } from "../with-hub.ts";
import { giveReport, type ReportOutputs } from "./report-show.ts";

type Options = VaultOptions &
  ReportOutputs & { readonly from?: string; readonly until?: string; readonly flight?: string };

/** Makes a report with the hub, which signs and keeps it, and gives it. */
export const run: Run<Options> = async (_args, options, output) => {
  const { flight } = options;
  const wish =
    flight === undefined
      ? ({ kind: "steps", ...spanOf(options, 0) } as const)
      : ({ kind: "flight", flight } as const);
  const signed = await withHub(options, output, async (client) => {
    const { id } = await client.makeReport(wish);
    return (await client.readReport({ id })).signed;
  });
  const report = readReport(utf8(JSON.stringify(signed)));
  if (!report) throw cliProblem("broke-off", { path: "the report" });
  await giveReport(report, options, output);
  return exitCodes.done;
};
