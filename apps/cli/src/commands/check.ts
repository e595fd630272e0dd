import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { Progress } from "../progress.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly json?: true };
type Step = { done: number; of: number; findings: { name: string; code: string }[] };

export const run: Run<Options> = async (_args, options, output) =>
  withHub(options, output, async (client) => {
    const progress = new Progress(output);
    let last: Step = { done: 0, of: 0, findings: [] };
    for await (last of client.checkVault()) progress.show(`${last.done} of ${last.of} opened`);
    progress.clear();
    const { of, findings } = last;
    if (options.json) output.out(JSON.stringify({ objects: of, findings }, null, 2));
    else {
      output.out(`${of - findings.length} of ${of} sealed objects open whole.`);
      for (const { name, code } of findings) output.out(`  ${name}: ${code}`);
    }
    return findings.length === 0 ? exitCodes.done : exitCodes.failed;
  });
