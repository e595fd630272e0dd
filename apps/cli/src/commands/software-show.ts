import { knownPrograms, programsTable } from "@homepoint/policy";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { findProgram } from "../software/find-program.ts";
import { tellKnown, tellProgram } from "../software/tell-program.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly known?: true; readonly json?: true };

export const run: Run<Options> = async ([given = ""], options, output) => {
  const known = knownPrograms.find((id) => id === given);
  if (options.known && known) {
    if (options.json) output.out(JSON.stringify(programsTable[known], null, 2));
    else for (const line of tellKnown(known)) output.out(line);
    return exitCodes.done;
  }
  return withHub(options, output, async (client) => {
    const { id } = await findProgram(client, given);
    const program = await client.readProgram({ id });
    if (options.json) output.out(JSON.stringify(program, null, 2));
    else for (const line of tellProgram(program)) output.out(line);
    return exitCodes.done;
  });
};
