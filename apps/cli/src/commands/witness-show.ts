import { lastOf, parseVerifierKey } from "@homepoint/evidence";
import { nodeEvidencePrimitives } from "@homepoint/evidence/node";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { withWitness, type WitnessOptions } from "../witness/open-own.ts";

type Options = WitnessOptions & { readonly json?: true };

export const run: Run<Options> = async (_args, options, output) =>
  withWitness(options, async (witness) => {
    const logs = (await witness.logs()).map((log) => ({
      origin: parseVerifierKey(log.key, nodeEvidencePrimitives).name,
      size: lastOf(log)?.size ?? null,
      ...log,
    }));
    const hasForks = logs.some(({ against }) => against.length > 0);
    if (options.json) output.out(JSON.stringify({ key: witness.key, logs }, null, 2));
    else {
      output.out(`Key of this witness: ${witness.key}`);
      if (logs.length === 0) output.out("It knows no log yet: homepoint witness add-log KEY.");
      for (const { origin, size, last, against } of logs) {
        output.out(`${origin}: ${size === null ? "nothing cosigned yet" : `${size} entries`}`);
        if (last !== undefined) output.out(`  root ${last.split("\n")[2] ?? ""}`);
        for (const note of against) {
          const [, of, root] = note.split("\n");
          output.out(`  ! FORKED: ${of} entries with the root ${root} are signed as well`);
        }
      }
    }
    return hasForks ? exitCodes.failed : exitCodes.done;
  });
