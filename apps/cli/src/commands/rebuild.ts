import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { Progress } from "../progress.ts";
import { withHub } from "../with-hub.ts";

export const run: Run<VaultOptions> = async (_args, options, output) =>
  withHub(options, output, async (client) => {
    const progress = new Progress(output);
    let last = { done: 0, of: 0, failed: 0 };
    for await (last of client.rebuild()) progress.show(`${last.done} of ${last.of} logs read`);
    progress.clear();
    output.out(`${last.done - last.failed} logs read again.`);
    if (last.failed > 0)
      output.out(`${last.failed} could not be read. homepoint check says which are damaged.`);
    return exitCodes.done;
  });
