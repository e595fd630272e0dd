import type { Hub } from "@homepoint/hub";
import { judgeKeyFilePlace, loadKeyFile } from "@homepoint/vault/node";
import type { VaultOptions } from "./command-row.ts";
import { askPassphrase, readPassphraseFile } from "./passphrase.ts";
import { cliProblem } from "./problems.ts";

export type Access = Pick<VaultOptions, "data"> & {
  readonly passphraseFile?: string | undefined;
  readonly keyFile?: string | undefined;
};

/** Whether the vault can be opened without asking anyone. */
export function hasKey({ passphraseFile, keyFile }: Access): boolean {
  return passphraseFile !== undefined || keyFile !== undefined;
}

/**
 * Opens the vault of a hub with what the caller gave, or asks for it. Where there is none yet it is
 * made, and its recovery words are answered.
 */
export async function openVault(hub: Hub, access: Access): Promise<string[] | undefined> {
  const { data, keyFile } = access;
  if (hub.installation.state === "new") return setUp(hub, access);
  if (keyFile === undefined) await hub.unlock({ passphrase: await findPassphrase(access) });
  else
    await hub.unlock(
      { keyFile: await loadKeyFile(keyFile) },
      await judgeKeyFilePlace(keyFile, data),
    );
  return undefined;
}

export function findPassphrase({ passphraseFile }: Access): Promise<string> {
  return passphraseFile === undefined
    ? askPassphrase("Passphrase: ")
    : readPassphraseFile(passphraseFile);
}

async function setUp(hub: Hub, { data, passphraseFile }: Access): Promise<string[]> {
  const passphrase =
    passphraseFile === undefined
      ? await choosePassphrase(data)
      : await readPassphraseFile(passphraseFile);
  const { vault } = await hub.installation.setUp(passphrase, "Owner");
  return vault.access.recoveryWords().split(" ");
}

async function choosePassphrase(folder: string): Promise<string> {
  if (!process.stdin.isTTY) throw cliProblem("no-vault", { folder });
  const first = await askPassphrase(`Choose a passphrase for the new vault in ${folder}: `);
  if ((await askPassphrase("Once more: ")) !== first) throw cliProblem("passphrases-differ");
  return first;
}
