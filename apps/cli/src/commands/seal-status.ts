import type { Policy } from "@homepoint/policy";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { tellSeal } from "../mode/tell-seal.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly json?: true };

export const run: Run<Options> = async (_args, options, output) =>
  withHub(options, output, async (client) => {
    const mode = await client.getMode();
    const policy = mode.policy as unknown as Policy; // the route's own promise
    const { installationId = "", lock, seal } = policy;
    const next = (seal?.counter ?? 0) + 1;
    const { found } = mode;
    if (options.json)
      output.out(
        JSON.stringify({ installationId, lock, found, seal: seal ?? null, next }, null, 2),
      );
    else {
      if (found !== "read") output.err(`homepoint: The policy file was found ${found}.`);
      for (const line of tellSeal(policy)) output.out(line);
      output.out(
        `The next one: homepoint seal create FILE --installation ${installationId} --counter ${next} …`,
      );
    }
    return exitCodes.done;
  });
