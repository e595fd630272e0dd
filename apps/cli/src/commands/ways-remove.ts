import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { findNamed } from "../mode/find-named.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly json?: true };

export const run: Run<Options> = async ([given = ""], options, output) =>
  withHub(options, output, async (client) => {
    const { id, name } = findNamed(given, (await client.listDevices()).devices);
    await client.removeDevice({ id });
    output.out(
      options.json ? JSON.stringify({ removed: id, name }) : `${name} is not registered any more.`,
    );
    return exitCodes.done;
  });
