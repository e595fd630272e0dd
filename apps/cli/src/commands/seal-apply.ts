import { Hub } from "@homepoint/hub";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { readNoteFile } from "../mode/read-seal.ts";
import { tellSeal } from "../mode/tell-seal.ts";
import { openVault } from "../open-vault.ts";
import { makeDiagnostics, version } from "../wire.ts";

type Options = VaultOptions & { readonly json?: true };

/** Holds the data folder alone while it does it: a running hub is refused by the folder's lock. */
export const run: Run<Options> = async ([path = ""], options, output) => {
  const note = await readNoteFile(path);
  const diagnostics = makeDiagnostics("warn");
  const hub = await Hub.open({ folder: options.data, version: version(), diagnostics });
  try {
    await openVault(hub, options);
    const { policy, signers } = await hub.applySeal(note);
    const names = signers.map((key) => key.split("+")[0]);
    if (options.json) output.out(JSON.stringify({ policy, signers: names }, null, 2));
    else
      for (const line of [`In force, signed by ${names.join(", ")}.`, ...tellSeal(policy)])
        output.out(line);
    return exitCodes.done;
  } finally {
    await hub.close();
  }
};
