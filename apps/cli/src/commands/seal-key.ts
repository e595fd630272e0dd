import { randomBytes } from "node:crypto";
import { formatSignerKey, formatVerifierKey, makeSignerKey } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { writeNew } from "../mode/write-new.ts";
import { cliProblem } from "../problems.ts";

type Options = { readonly output: string; readonly json?: true };

/** Makes a key that signs sealed policies. It is a secret, and leaves this machine by hand alone. */
export const run: Run<Options> = async ([name = ""], { output: path, json }, output) => {
  if (!/^[^\s+]{1,100}$/u.test(name))
    throw cliProblem("wrong-usage", { what: "A key's name has neither blanks nor a plus." });
  const key = makeSignerKey(name, new Uint8Array(randomBytes(32)), primitives);
  await writeNew(path, `${formatSignerKey(key)}\n`);
  const verifierKey = formatVerifierKey(key);
  if (json) output.out(JSON.stringify({ name, key: path, verifierKey }));
  else {
    output.out(verifierKey);
    output.err(`${path} signs: keep it off the machines it rules. The line above is for everyone.`);
  }
  return exitCodes.done;
};
