import { readFile } from "node:fs/promises";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { cliProblem } from "../problems.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly json?: true };

/** Keeps a report that was made elsewhere, such as an audit's, if it checks out. */
export const run: Run<Options> = async ([path = ""], options, output) => {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw cliProblem("no-file", { path }, { cause });
  });
  const row = await withHub(options, output, (client) =>
    client.keepReport({ bytes: new Blob([bytes]) }),
  );
  if (options.json) output.out(JSON.stringify(row, null, 2));
  else output.out(`${row.id} is kept: ${row.kind}, ${row.verdicts.join(", ")}.`);
  return exitCodes.done;
};
