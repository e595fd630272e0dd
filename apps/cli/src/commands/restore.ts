import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { packBackup, partsInFolder } from "@homepoint/hub";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { cliProblem } from "../problems.ts";
import { withAnyHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly json?: true };

export const run: Run<Options> = async ([from = ""], options, output) =>
  withAnyHub(options, async (client) => {
    const found = await stat(from).catch((cause: unknown) => {
      throw cliProblem("no-file", { path: from }, { cause });
    });
    const file = found.isDirectory() ? packBackup(partsInFolder(from)) : createReadStream(from);
    const bytes = ReadableStream.from(file) as ReadableStream<Uint8Array<ArrayBuffer>>;
    const { objects } = await client.restore({ bytes });
    if (options.json) output.out(JSON.stringify({ data: options.data, objects }));
    else
      output.out(
        `${objects} sealed objects are in ${options.data}. Unlock it with the passphrase.`,
      );
    return exitCodes.done;
  });
