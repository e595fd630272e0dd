import { collect, equalBytes, isProblem, Turns, type ObjectStore } from "@homepoint/base";
import { Underway } from "./home/underway.ts";
import type { SmallFiles } from "./home/small-files.ts";
import { memoryHome, type VaultHome } from "./home/vault-home.ts";
import { nodePrimitives } from "./node/primitives.ts";
import type { Label } from "./ring/about.ts";
import { Vault } from "./vault.ts";

export const primitives = nodePrimitives;
export const clock = () => new Date("2026-01-02T03:04:05.678Z");
export const passphrase = "correct horse battery staple";
/** Two to this many rounds: no protection, and no waiting. */
export const workFactor = 1;
export const label: Label = { name: "DJIFlightRecord.txt", kind: "log", source: "a test" };

export async function newVault(home: VaultHome = memoryHome()) {
  const vault = await Vault.create({ home, primitives, clock, passphrase, workFactor });
  return { vault, home, keyFile: vault.access.keyFile() };
}

/** The same stores, as another process finds them. */
export function restarted(home: VaultHome): VaultHome {
  return { ...home, underway: new Underway(), turns: new Turns() };
}

export function unlock(home: VaultHome, keyFile: Uint8Array): Promise<Vault> {
  return Vault.unlock({ home, primitives, clock, key: { keyFile } });
}

/** Other bytes for each seed. */
export function contentOf(seed: number, length = 1000): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => (at * 31 + seed * 17 + (at >> 8) * seed) & 0xff);
}

/** Without the cost of showing two large arrays where they differ. */
export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return equalBytes(a, b);
}

export async function keysOf(store: ObjectStore): Promise<string[]> {
  return (await Array.fromAsync(store.keys())).sort();
}

export async function flip(
  files: VaultHome["files"],
  name: string,
  at: number,
  difference = 1,
): Promise<void> {
  const bytes = await files.read(name);
  if (!bytes) throw new Error(`there is no ${name}`);
  bytes[at] = (bytes[at] ?? 0) ^ difference;
  await files.replace(name, bytes);
}

/** Changes a byte of an object in a store. */
export async function flipPayload(store: ObjectStore, key: string, at: number): Promise<void> {
  const bytes = await collect(store.get(key));
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await replacePayload(store, key, bytes);
}

export async function replacePayload(
  store: ObjectStore,
  key: string,
  bytes: Uint8Array,
): Promise<void> {
  await store.delete(key);
  await store.put(key, blocksOf(bytes));
}

export async function* blocksOf(...blocks: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* blocks;
}

/** Content of an object, whole. */
export const open = (vault: Vault, id: string) => collect(vault.open(id));

/** How something failed; undefined where it did not. */
export async function codeOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return isProblem(error) ? error.code : error;
  }
}

/** The payload that an entry names, as anyone sees it. */
export async function payloadOf(home: VaultHome, name: string): Promise<string> {
  const entry = Buffer.from((await home.ring.read(name)) ?? "").toString("latin1");
  const payload = /-> homepoint\/ring 1 ([0-9a-f]{32})\n/.exec(entry)?.[1];
  if (!payload) throw new Error(`${name} names no payload`);
  return payload;
}

/** Where a test waits until another part of it came as far. */
export function newGate() {
  let open: () => void = () => undefined;
  const isOpen = new Promise<void>((resolve) => (open = resolve));
  return { isOpen, open };
}

/** Files of which some calls wait. */
export function waitingFiles(files: SmallFiles, waiting: Partial<SmallFiles>): SmallFiles {
  return {
    read: (name) => files.read(name),
    create: (name, bytes) => files.create(name, bytes),
    replace: (name, bytes) => files.replace(name, bytes),
    destroy: (name) => files.destroy(name),
    names: (beginning) => files.names(beginning),
    ...waiting,
  };
}
