import { replaceFile } from "@homepoint/base/node";
import { textOf, utf8 } from "@homepoint/base";
import { parseNote, signSealedPolicy } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { readPolicy } from "@homepoint/policy";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { readNoteFile } from "../mode/read-seal.ts";
import { readSigner } from "../mode/read-signer.ts";
import { tellSeal } from "../mode/tell-seal.ts";
import { confirm } from "../passphrase.ts";
import { cliProblem } from "../problems.ts";

type Options = { readonly key: string; readonly yes?: true; readonly json?: true };

/** Shows what is signed, asks, and adds a signature to the file. */
export const run: Run<Options> = async ([path = ""], { key: keyPath, yes, json }, output) => {
  const bytes = await readNoteFile(path);
  const key = await readSigner(keyPath);
  const signed = signSealedPolicy(bytes, key, primitives);
  if (!signed) throw cliProblem("not-a-seal", { path });
  if (!(await isWanted(bytes, yes, output))) return exitCodes.failed;
  await replaceFile(path, signed);
  const signers = (parseNote(signed)?.signatures ?? []).map(({ name }) => name);
  if (json) output.out(JSON.stringify({ file: path, signers }));
  else output.out(`${path} is signed by ${signers.join(", ")}.`);
  return exitCodes.done;
};

async function isWanted(bytes: Uint8Array, yes: true | undefined, output: Output) {
  const text = parseNote(bytes)?.text ?? textOf(bytes);
  for (const line of tellSeal(readPolicy(utf8(text), { existing: true }).policy)) output.err(line);
  if (yes || (await confirm("Sign this?"))) return true;
  output.err("homepoint: nothing was signed; say yes, or give --yes.");
  return false;
}
