import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { makeKeyFile } from "../mode/make-key.ts";

type Options = { readonly output: string; readonly json?: true };

/** Makes a key that signs sealed policies. It is a secret, and leaves this machine by hand alone. */
export const run: Run<Options> = async ([name = ""], { output: path, json }, output) => {
  const verifierKey = await makeKeyFile(name, path);
  if (json) output.out(JSON.stringify({ name, key: path, verifierKey }));
  else {
    output.out(verifierKey);
    output.err(`${path} signs: keep it off the machines it rules. The line above is for everyone.`);
  }
  return exitCodes.done;
};
