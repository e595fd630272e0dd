import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { findingLine } from "../finding-sentences.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly json?: true };

/** As `verify`, and what the entries say is opened and held to what was signed. */
export const run: Run<Options> = async (_args, options, output) =>
  withHub(options, output, async (client) => {
    const result = await client.verifyEvidence();
    const { ok, size, findings } = result;
    if (options.json) output.out(JSON.stringify(result, null, 2));
    else {
      output.out(
        ok
          ? `All ${size} entries, and what they say, are what was signed.`
          : "This log does not check out:",
      );
      for (const finding of findings) output.out(findingLine(finding));
    }
    return ok ? exitCodes.done : exitCodes.failed;
  });
