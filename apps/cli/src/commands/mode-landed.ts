import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { counted } from "../output.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly drop?: true; readonly json?: true };

export const run: Run<Options> = async (_args, options, output) =>
  withHub(options, output, async (client) => {
    const { waiting } = await client.getMode();
    if (options.drop) for (const { id } of waiting) await client.dropWaiting({ id });
    else await client.sayLanded();
    if (options.json) output.out(JSON.stringify({ waiting, dropped: options.drop === true }));
    else {
      const came = options.drop ? "dropped" : "in force now";
      output.out(
        waiting.length === 0
          ? "Nothing waited for a landing."
          : `${counted(waiting.length, "change")} that waited for the landing: ${came}.`,
      );
    }
    return exitCodes.done;
  });
