import type { Run, VaultOptions } from "../command-row.ts";
import { run as apply } from "./seal-apply.ts";
import { run as tell } from "./seal-status.ts";

type Options = VaultOptions & { readonly json?: true };

/** The seal, where people look for it first: told, or put in force from a file. */
export const run: Run<Options> = (args, options, output) =>
  (args.length > 0 ? apply : tell)(args, options, output);
