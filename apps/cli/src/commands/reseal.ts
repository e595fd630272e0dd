import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { resolveLog } from "../resolve.ts";
import { withHub } from "../with-hub.ts";

export const run: Run<VaultOptions> = async ([given = ""], options, output) =>
  withHub(options, output, async (client) => {
    const id = await resolveLog(client, given);
    await client.resealLog({ id });
    output.out(`${id.slice(0, 12)} has a new key.`);
    return exitCodes.done;
  });
