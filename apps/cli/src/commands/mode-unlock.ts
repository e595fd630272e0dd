import type { Run } from "../commands.ts";
import { changeBy, type ChangeOptions } from "../mode/change.ts";

export const run: Run<ChangeOptions> = async (_args, options, output) =>
  changeBy({ kind: "unlock" }, options, output);
