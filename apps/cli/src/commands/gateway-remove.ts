import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { cliProblem } from "../problems.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly yes?: true };

/** Revokes its token. Its evidence stays. */
export const run: Run<Options> = async ([name = ""], options, output) =>
  withHub(options, output, async (client) => {
    const { gateways } = await client.listGateways();
    const found = gateways.filter((row) => row.name === name || row.id === name);
    const [one] = found;
    if (!one || found.length > 1)
      throw cliProblem("wrong-usage", {
        what: `There is no one gateway ${name}: homepoint gateway list.`,
      });
    if (!options.yes)
      throw cliProblem("wrong-usage", {
        what: `${name} would hear nothing of this hub any more, and go on with the last policy. With --yes it is removed.`,
      });
    await client.removeGateway({ id: one.id });
    output.out(`${one.name} is removed. Its evidence stays in the data folder.`);
    return exitCodes.done;
  });
