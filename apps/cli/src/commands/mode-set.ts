import { restingModes } from "@homepoint/policy";
import type { Run } from "../command-row.ts";
import { changeBy, type ChangeOptions } from "../mode/change.ts";
import { cliProblem } from "../problems.ts";

export const run: Run<ChangeOptions> = async ([given = ""], options, output) => {
  const mode = restingModes.find((known) => known === given);
  if (!mode)
    throw cliProblem("wrong-usage", {
      what:
        given === "standard"
          ? "Nobody rests in standard: homepoint mode standard CLIENT --until 2h begins it."
          : `There is no mode ${given}. These are: ${restingModes.join(", ")}.`,
    });
  return changeBy({ kind: "set-mode", mode }, options, output);
};
