import type { PolicyDescription } from "@homepoint/policy";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { jumpedLine } from "../mode/tell-clock.ts";
import { tellMode, tellServices } from "../mode/tell-mode.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly json?: true };

export const run: Run<Options> = async (_args, options, output) =>
  withHub(options, output, async (client) => {
    const mode = await client.getMode();
    if (options.json) {
      output.out(JSON.stringify(mode, null, 2));
      return exitCodes.done;
    }
    const policy = mode.description as unknown as PolicyDescription; // the route's own promise
    if (!["read", "new"].includes(mode.found))
      output.err(`homepoint: The policy file was found ${mode.found}, so the mode is offline.`);
    const { hasJumped } = await client.getClock();
    const doubts = hasJumped ? [`${jumpedLine} homepoint clock tells more.`] : [];
    for (const line of [...doubts, ...tellMode(policy), "", ...tellServices(policy)])
      output.out(line);
    return exitCodes.done;
  });
