import type { Run } from "../command-row.ts";
import { changeBy, type ChangeOptions } from "../mode/change.ts";
import { askPassphrase, readPassphraseFile } from "../passphrase.ts";
import { cliProblem } from "../problems.ts";

type Options = ChangeOptions & { readonly newPasswordFile?: string };

export const run: Run<Options> = async (_args, options, output) => {
  const password = await choosePassword(options.newPasswordFile);
  return changeBy({ kind: "lock", password }, options, output);
};

async function choosePassword(file: string | undefined): Promise<string> {
  if (file !== undefined) return readPassphraseFile(file);
  if (!process.stdin.isTTY)
    throw cliProblem("wrong-usage", { what: "Give the password with --new-password-file." });
  const first = await askPassphrase("Choose a password for the policy: ");
  if ((await askPassphrase("Once more: ")) !== first) throw cliProblem("passphrases-differ");
  return first;
}
