import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { tellDevices } from "../mode/tell-ways.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly json?: true };

export const run: Run<Options> = async (_args, options, output) =>
  withHub(options, output, async (client) => {
    const { devices } = await client.listDevices();
    if (options.json) output.out(JSON.stringify({ devices }, null, 2));
    else for (const line of tellDevices(devices)) output.out(line);
    return exitCodes.done;
  });
