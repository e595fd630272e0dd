import { collect, isProblem, textOf, utf8 } from "@homepoint/base";
import { formatKeyChains, parseKeyChains, type KeyChain } from "@homepoint/flight";
import type { Vault } from "@homepoint/vault";

/** Under which kind the vault keeps a log's keys; it drops them with the log, and not before. */
const kind = "keys";

/** The keys of a log; none where there are none, or none that can be had any more. */
export async function openKeys(vault: Vault, log: string): Promise<KeyChain> {
  try {
    if (!(await vault.hasDerived(kind, log))) return [];
    return parseKeyChains(textOf(await collect(vault.openDerived(kind, log))));
  } catch (error) {
    if (!isProblem(error) || error.code === "vault/locked") throw error;
    return []; // the log is locked then, and its keys can be asked for again
  }
}

/** Durable once this resolves. @throws vault/unknown-object */
export async function sealKeys(vault: Vault, log: string, keys: KeyChain): Promise<void> {
  await vault.sealDerived({ id: log, kind, bytes: utf8(formatKeyChains(keys)) });
}

export function countKeys(keys: KeyChain): number {
  return keys.reduce((count, { length }) => count + length, 0);
}
