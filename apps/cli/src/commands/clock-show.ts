import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { tellClock } from "../mode/tell-clock.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly json?: true };

export const run: Run<Options> = async (_args, options, output) =>
  withHub(options, output, async (client) => {
    const clock = await client.getClock();
    if (options.json) output.out(JSON.stringify(clock, null, 2));
    else for (const line of tellClock(clock)) output.out(line);
    return exitCodes.done;
  });
