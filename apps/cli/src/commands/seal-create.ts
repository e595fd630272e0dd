import { writePolicy } from "@homepoint/policy";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { policyToSeal, withDraft, type SealOptions } from "../mode/read-seal.ts";
import { tellSeal } from "../mode/tell-seal.ts";
import { writeNew } from "../mode/write-new.ts";
import { version } from "../wire.ts";

type Options = SealOptions & { readonly json?: true };

/** Runs where the keys are, and no vault. */
export const run: Run<Options> = async ([path = ""], options, output) => {
  const policy = policyToSeal(await withDraft(options), version());
  await writeNew(path, writePolicy(policy));
  if (options.json) output.out(JSON.stringify({ file: path, policy }, null, 2));
  else {
    for (const line of tellSeal(policy)) output.out(line);
    output.out(`${path} is to be signed: homepoint seal sign ${path} --key FILE`);
  }
  return exitCodes.done;
};
