import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { tellMissions } from "../mode/tell-missions.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly json?: true };

export const run: Run<Options> = async (_args, options, output) =>
  withHub(options, output, async (client) => {
    const { missions } = await client.listMissions();
    const { devices } = await client.listDevices();
    if (options.json) output.out(JSON.stringify({ missions }, null, 2));
    else for (const line of tellMissions(missions, devices)) output.out(line);
    return exitCodes.done;
  });
