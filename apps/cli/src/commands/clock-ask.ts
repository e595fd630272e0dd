import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { writeNew } from "../mode/write-new.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly json?: true };

export const run: Run<Options> = async ([path = ""], options, output) =>
  withHub(options, output, async (client) => {
    const { request } = await client.askTime();
    await writeNew(path, request);
    output.out(
      options.json
        ? JSON.stringify({ file: path })
        : `${path} is to be signed: homepoint clock sign ${path} --key FILE. It replaces any before it.`,
    );
    return exitCodes.done;
  });
