import type { Run } from "../command-row.ts";
import { changeBy, type ChangeOptions } from "../mode/change.ts";

export const run: Run<ChangeOptions> = async (_args, options, output) =>
  changeBy({ kind: "unlock" }, options, output);
