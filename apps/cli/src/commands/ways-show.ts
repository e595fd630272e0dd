import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { findNamed } from "../mode/find-named.ts";
import { tellWays } from "../mode/tell-ways.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly json?: true };

export const run: Run<Options> = async ([given = ""], options, output) =>
  withHub(options, output, async (client) => {
    const device = findNamed(given, (await client.listDevices()).devices);
    if (options.json) output.out(JSON.stringify(device, null, 2));
    else for (const line of tellWays(device)) output.out(line);
    return exitCodes.done;
  });
