import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { commitmentOf, drawPlant, plantHost } from "@homepoint/inspect";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { writeNew } from "../mode/write-new.ts";

/** Draws a leak for the auditor alone. Who judges is given the commitment, and the file at the end. */
export const run: Run<{ readonly json?: true }> = async ([path = ""], { json }, output) => {
  const secret = drawPlant(primitives);
  const commitment = commitmentOf(secret, primitives);
  const host = plantHost(secret);
  await writeNew(path, `${JSON.stringify(secret)}\n`);
  if (json) output.out(JSON.stringify({ file: path, host, commitment }));
  else {
    output.out(commitment);
    output.err(`During the audit, once, open http://${host}/ on the device; tell nobody when.`);
    output.err("The line above binds you to it: homepoint audit run --commitment takes it.");
  }
  return exitCodes.done;
};
