import type { Run } from "../command-row.ts";
import { changeBy, type ChangeOptions } from "../mode/change.ts";
import { readUntil } from "../mode/until.ts";
import { cliProblem } from "../problems.ts";

type Options = ChangeOptions & { readonly until?: string; readonly end?: true };

export const run: Run<Options> = async (clients, options, output) => {
  if (options.end) return changeBy({ kind: "end-standard" }, options, output);
  if (clients.length === 0 || options.until === undefined)
    throw cliProblem("wrong-usage", {
      what: "Name the clients, and with --until when it ends: at most 24 hours from now.",
    });
  const until = readUntil(options.until, new Date());
  return changeBy({ kind: "begin-standard", clients: [...clients], until }, options, output);
};
