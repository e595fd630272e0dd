import { equalBytes } from "@homepoint/base";
import { X25519Identity } from "../age/x25519.ts";
import type { VaultHome } from "../home/vault-home.ts";
import { problem } from "../problems.ts";
import type { Primitives } from "../primitives/primitives.ts";
import { openIdentity, readKeyFile, sealIdentity } from "./identity-file.ts";
import { fewestCharacters, fewestWords, judgePassphrase } from "./passphrase-strength.ts";
import {
  formatRecipients,
  recipientsFile,
  writeRecipients,
  type Recipients,
} from "./recipients.ts";
import { fromRecoveryWords } from "./recovery-words.ts";
import { createKeys, openKeys, sealKeys, type PolicyFloor, type VaultKeys } from "./vault-keys.ts";

const identityFile = "identity.age";
const keysFile = "keys.age";

/** What an unlocked vault knows. */
export type Secrets = { readonly identity: X25519Identity; readonly keys: VaultKeys };

export type PassphraseChoice = {
  readonly home: VaultHome;
  readonly primitives: Primitives;
  readonly passphrase: string;
  /** scrypt's; for tests. */
  readonly workFactor?: number | undefined;
};

/** Overwrites all of them. Copies that the runtime made are out of reach. */
export function forgetSecrets({ identity, keys }: Secrets): void {
  for (const key of [keys.idKey, keys.ringKey, keys.databaseKey]) key.fill(0);
  identity.forget();
  keys.evidence.forget();
}

/** What unlocks a vault. */
export type UnlockKey =
  | { readonly passphrase: string }
  | { readonly keyFile: Uint8Array }
  | { readonly recoveryWords: string };

/** Whether there is anything here that a new vault would put out of reach. */
export async function hasVault(home: VaultHome): Promise<boolean> {
  if (await home.files.read(keysFile)) return true;
  return (await hasNames(home.ring.names())) || (await hasNames(home.inbox.names()));
}

/**
 * Makes a vault's identity and keys. `keys.age` is the commit: a crash before it leaves an
 * `identity.age` that never sealed anything, and the next try replaces it.
 *
 * @throws vault/exists, vault/weak-passphrase
 */
export function createSecrets(choice: PassphraseChoice): Promise<Secrets> {
  const { home, primitives } = choice;
  return home.turns.take("create", async () => {
    if (await hasVault(home)) throw problem("exists");
    const identity = X25519Identity.create(primitives);
    const keys = createKeys(primitives);
    await writeIdentity(identity, choice);
    const sealed = await sealKeys(keys, identity, primitives);
    if (!(await home.files.create(keysFile, sealed))) throw problem("exists");
    await writeRecipients(home.files, recipientsOf({ identity, keys }));
    return { identity, keys };
  });
}

/** Writes `keys.age` again, with another floor: what else it holds never changes. */
export async function raiseFloor(
  { identity, keys }: Secrets,
  policyFloor: PolicyFloor,
  { home, primitives }: Pick<PassphraseChoice, "home" | "primitives">,
): Promise<Secrets> {
  const raised = { ...keys, policyFloor };
  await home.files.replace(keysFile, await sealKeys(raised, identity, primitives));
  return { identity, keys: raised };
}

/** Seals the identity to another passphrase, or again to one when it was lost. */
export async function writeIdentity(
  identity: X25519Identity,
  { home, ...parts }: PassphraseChoice,
): Promise<void> {
  if (!judgePassphrase(parts.passphrase).isEnough)
    throw problem("weak-passphrase", { characters: fewestCharacters, words: fewestWords });
  await home.files.replace(identityFile, await sealIdentity(identity, parts));
}

/** @throws vault/no-vault, vault/missing-keys, and what the way in may throw */
export async function openSecrets(
  home: VaultHome,
  key: UnlockKey,
  primitives: Primitives,
): Promise<Secrets> {
  const sealed = await home.files.read(keysFile);
  if (!sealed) throw problem((await hasVault(home)) ? "missing-keys" : "no-vault");
  const identity = await identityFor(home, key, primitives);
  try {
    return { identity, keys: await openKeys(sealed, identity, primitives) };
  } catch (error) {
    identity.forget();
    throw error;
  }
}

export function recipientsOf({ identity, keys }: Secrets): Recipients {
  return {
    installationId: keys.installationId,
    vault: identity.recipient,
    evidence: keys.evidence.recipient,
  };
}

/**
 * Whether what devices sealed to while the vault was locked is what the keys say. Missing means
 * that no one could seal: it is written again.
 *
 * @throws vault/recipients-changed
 */
export async function checkRecipients(home: VaultHome, secrets: Secrets): Promise<void> {
  const own = recipientsOf(secrets);
  const bytes = await home.files.read(recipientsFile);
  if (!bytes) return await writeRecipients(home.files, own);
  if (!equalBytes(bytes, formatRecipients(own))) throw problem("recipients-changed");
}

export async function identityFor(
  home: VaultHome,
  key: UnlockKey,
  primitives: Primitives,
): Promise<X25519Identity> {
  if ("keyFile" in key) return readKeyFile(key.keyFile, primitives);
  if ("recoveryWords" in key) return fromRecoveryWords(key.recoveryWords, primitives);
  const bytes = await home.files.read(identityFile);
  if (!bytes) throw problem("missing-identity");
  return openIdentity(bytes, { passphrase: key.passphrase, primitives });
}

async function hasNames(names: AsyncIterable<string>): Promise<boolean> {
  for await (const _ of names) return true;
  return false;
}
