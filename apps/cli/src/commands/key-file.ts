import { dirname, resolve } from "node:path";
import { utf8 } from "@homepoint/base";
import { judgeKeyFilePlace, saveKeyFile } from "@homepoint/vault/node";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { findPassphrase } from "../open-vault.ts";
import { withHub } from "../with-hub.ts";

export const run: Run<VaultOptions> = async ([path = ""], options, output) =>
  withHub(options, output, async (client) => {
    const { isOnVaultDisk } = await judgeKeyFilePlace(dirname(resolve(path)), options.data);
    const passphrase = await findPassphrase(options);
    const { keyFile } = await client.makeKeyFile({ passphrase, sameDisk: isOnVaultDisk });
    await saveKeyFile(path, utf8(keyFile));
    output.out(`${path} opens the vault: whoever has it needs no passphrase.`);
    if (isOnVaultDisk)
      output.err("It lies on the vault's own disk, so it protects from nobody who takes the disk.");
    return exitCodes.done;
  });
