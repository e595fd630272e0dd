import type { Run, VaultOptions } from "../commands.ts";
import { exitCodes } from "../exit-codes.ts";
import { confirm } from "../passphrase.ts";
import { resolveLog } from "../resolve.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly yes?: true; readonly json?: true };

export const run: Run<Options> = async ([given = ""], options, output) =>
  withHub(options, output, async (client) => {
    const id = await resolveLog(client, given);
    const question = `Destroy ${id.slice(0, 12)} with its flights, for good?`;
    if (!options.yes && !(await confirm(question))) {
      output.err("homepoint: nothing was destroyed; say yes, or give --yes.");
      return exitCodes.failed;
    }
    const { backups } = await client.shredLog({ id });
    if (options.json) output.out(JSON.stringify({ shredded: id, backups }, null, 2));
    else {
      output.out(`Destroyed ${id.slice(0, 12)}.`);
      if (backups.length > 0) output.out("It is gone for good when these backups are:");
      for (const { madeAt, to } of backups) output.out(`  ${madeAt.slice(0, 10)} ${to}`);
    }
    return exitCodes.done;
  });
