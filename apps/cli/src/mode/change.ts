import type { InputOf, Routes } from "@homepoint/api";
import { isProblem } from "@homepoint/base";
import type { PolicyDescription } from "@homepoint/policy";
import type { Client } from "@homepoint/sdk";
import type { VaultOptions } from "../command-row.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { askPassphrase, readPassphraseFile } from "../passphrase.ts";
import { withHub } from "../with-hub.ts";
import { withCutWhen, type CutOptions } from "./cut-when.ts";
import { tellMode } from "./tell-mode.ts";

export type ChangeOptions = VaultOptions &
  CutOptions & {
    readonly why?: string;
    readonly passwordFile?: string;
    readonly json?: true;
  };

type Changing = InputOf<Routes["changeMode"], never>;
export type AskedWish = Changing["wish"];

const told = {
  relaxes: "This lets more pass than before. It is on record.",
  tightens: "This lets less pass than before. It is on record.",
  nothing: "Nothing passes that did not before, and nothing less.",
  waits: "This waits for the landing: homepoint mode landed puts it in force, an hour does too.",
} as const;

/** Changes the policy of a folder's hub, and tells what is in force then. */
export function changeBy(
  wish: AskedWish | ((client: Client) => Promise<AskedWish>),
  options: ChangeOptions,
  output: Output,
): Promise<ExitCode> {
  return withHub(options, output, async (client) => {
    const asked = typeof wish === "function" ? await wish(client) : wish;
    const changing = { wish: asked, why: options.why ?? "" };
    const changed = await withCutWhen(options, output, (when) =>
      change(client, { ...changing, ...(when && { when }) }, options),
    );
    if (options.json) output.out(JSON.stringify(changed, null, 2));
    else {
      output.out(told[changed.effect]);
      for (const line of tellMode(changed.description as unknown as PolicyDescription))
        output.out(line);
    }
    return exitCodes.done;
  });
}

/** Where the policy is locked by a password it is taken from its file, or asked for. */
async function change(client: Client, changing: Changing, { passwordFile }: ChangeOptions) {
  if (passwordFile !== undefined)
    return client.changeMode({ ...changing, password: await readPassphraseFile(passwordFile) });
  try {
    return await client.changeMode(changing);
  } catch (error) {
    if (!isProblem(error, "hub/policy-locked") || !process.stdin.isTTY) throw error;
    return client.changeMode({
      ...changing,
      password: await askPassphrase("Password of the policy: "),
    });
  }
}
