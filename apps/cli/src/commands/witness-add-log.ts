import { parseVerifierKey } from "@homepoint/evidence";
import { nodeEvidencePrimitives } from "@homepoint/evidence/node";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { withWitness, type WitnessOptions } from "../witness/open-own.ts";

type Options = WitnessOptions & { readonly json?: true };

export const run: Run<Options> = async ([key = ""], options, output) =>
  withWitness(options, async (witness) => {
    const log = await witness.addLog(key);
    const { name: origin } = parseVerifierKey(log.key, nodeEvidencePrimitives);
    if (options.json) output.out(JSON.stringify({ origin, witness: witness.key }));
    else {
      output.out(`${origin} is looked at from now on.`);
      output.out(`Give its owner the key of this witness: ${witness.key}`);
    }
    return exitCodes.done;
  });
