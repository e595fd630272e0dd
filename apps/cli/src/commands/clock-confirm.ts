import { textOf } from "@homepoint/base";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { readNoteFile } from "../mode/read-seal.ts";
import { tellClock } from "../mode/tell-clock.ts";
import { readPassphraseFile } from "../passphrase.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly passwordFile?: string; readonly json?: true };

export const run: Run<Options> = async ([path], options, output) => {
  const signed = path === undefined ? {} : { signed: textOf(await readNoteFile(path)) };
  const { passwordFile } = options;
  const password =
    passwordFile === undefined ? {} : { password: await readPassphraseFile(passwordFile) };
  return withHub(options, output, async (client) => {
    const clock = await client.confirmClock({ ...signed, ...password });
    if (options.json) output.out(JSON.stringify(clock, null, 2));
    else for (const line of tellClock(clock)) output.out(line);
    return exitCodes.done;
  });
};
