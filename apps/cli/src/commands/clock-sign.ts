import { replaceFile } from "@homepoint/base/node";
import { parseNote, signTime } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { readNoteFile } from "../mode/read-seal.ts";
import { readSigner } from "../mode/read-signer.ts";
import { confirm } from "../passphrase.ts";
import { cliProblem } from "../problems.ts";

type Options = { readonly key: string; readonly yes?: true; readonly json?: true };

/** Runs where the key and a right clock are, and no vault. */
export const run: Run<Options> = async ([path = ""], { key: keyPath, yes, json }, output) => {
  const bytes = await readNoteFile(path);
  const key = await readSigner(keyPath);
  const signed = signTime(bytes, { key, at: new Date().toISOString() }, primitives);
  const note = signed && parseNote(signed);
  if (!signed || !note)
    throw cliProblem("wrong-usage", { what: `${path} is no request that clock ask wrote.` });
  const [, installation, , at = ""] = note.text.split("\n");
  output.err(`It is ${at}, for the installation ${installation}.`);
  if (!yes && !(await confirm("Is that the right time, and is this to be signed?"))) {
    output.err("homepoint: nothing was signed; say yes, or give --yes.");
    return exitCodes.failed;
  }
  await replaceFile(path, signed);
  const signers = note.signatures.map(({ name }) => name);
  output.out(
    json
      ? JSON.stringify({ file: path, at, signers })
      : `${path} is signed by ${signers.join(", ")}.`,
  );
  return exitCodes.done;
};
