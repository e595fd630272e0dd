import { programsTable } from "@homepoint/policy";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { tellCatalogue, tellPrograms } from "../software/tell-program.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly known?: true; readonly json?: true };

export const run: Run<Options> = async (_args, options, output) => {
  if (options.known) {
    if (options.json) output.out(JSON.stringify(programsTable, null, 2));
    else for (const line of tellCatalogue()) output.out(line);
    return exitCodes.done;
  }
  return withHub(options, output, async (client) => {
    const { programs } = await client.listPrograms();
    if (options.json) output.out(JSON.stringify({ programs }, null, 2));
    else for (const line of tellPrograms(programs)) output.out(line);
    return exitCodes.done;
  });
};
