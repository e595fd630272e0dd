import { checkBox } from "@homepoint/gateway";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { settingsOf, type BoxOptions } from "../gateway/box.ts";

type Options = BoxOptions & { readonly json?: true };

/** Looks for itself instead of asking the gateway: kernel, rules, the daemon's rights, a canary. */
export const run: Run<Options> = async (_args, options, output) => {
  const checks = await checkBox({ settings: await settingsOf(options), folder: options.folder });
  const ok = checks.every((check) => check.ok);
  if (options.json) output.out(JSON.stringify({ ok, checks }, null, 2));
  else {
    for (const { what, ok, found } of checks)
      output.out(`${ok ? "holds" : "FAILS"}  ${what}${found === "" ? "" : `: ${found}`}`);
    output.out("");
    output.out(
      ok
        ? "Every check holds. What proves it from outside is a capture at the uplink."
        : "Not every check holds. Connect no device before it does.",
    );
  }
  return ok ? exitCodes.done : exitCodes.failed;
};
