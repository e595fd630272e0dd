import { readFile } from "node:fs/promises";
import { parseSignerKey, type SignerKey } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { cliProblem } from "../problems.ts";

/** @throws cli/no-file, cli/wrong-usage */
export async function readSigner(path: string): Promise<SignerKey> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw cliProblem("no-file", { path }, { cause });
  });
  try {
    return parseSignerKey(text.trim(), primitives);
  } catch {
    throw cliProblem("wrong-usage", { what: `${path} is no key that seal key made.` });
  }
}
