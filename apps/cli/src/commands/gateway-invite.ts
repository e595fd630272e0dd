import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { writeNew } from "../mode/write-new.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly output?: string; readonly json?: true };

/** An invitation that one gateway can take once; it is a secret until then. */
export const run: Run<Options> = async ([name = ""], options, output) =>
  withHub(options, output, async (client) => {
    const made = await client.inviteGateway({ name });
    if (options.output !== undefined)
      await writeNew(options.output, new TextEncoder().encode(`${made.invitation}\n`));
    if (options.json) output.out(JSON.stringify(made, null, 2));
    else {
      if (options.output === undefined) output.out(made.invitation);
      output.err(`It can be taken once, until ${made.expiresAt}. On the gateway, as root:`);
      const from = options.output === undefined ? "--code …" : `--invitation ${options.output}`;
      output.err(`  homepoint gateway join ADDRESS-OF-THIS-HUB ${from}`);
    }
    return exitCodes.done;
  });
