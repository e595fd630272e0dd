import { randomBytes } from "node:crypto";
import { formatSignerKey, formatVerifierKey, makeSignerKey } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { cliProblem } from "../problems.ts";
import { writeNew } from "./write-new.ts";

/** Makes a key into a new file, and gives its verifier key. @throws cli/wrong-usage, cli/exists */
export async function makeKeyFile(name: string, path: string): Promise<string> {
  if (!/^[^\s+]{1,100}$/u.test(name))
    throw cliProblem("wrong-usage", { what: "A key's name has neither blanks nor a plus." });
  const key = makeSignerKey(name, new Uint8Array(randomBytes(32)), primitives);
  await writeNew(path, `${formatSignerKey(key)}\n`);
  return formatVerifierKey(key);
}
