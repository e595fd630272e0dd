import { anywherePrimitives, witnessKeyOf, type Cosigner } from "@homepoint/evidence";

// The key is made by the browser and never leaves it: no page can read it, this one neither.

const database = "homepoint-witness";
const store = "keys";
const own = "own";

type Kept = { readonly name: string; readonly pair: CryptoKeyPair };

/** Undefined where the browser has no Ed25519 of its own, or may not use it on this address. */
export async function browserCosigner(): Promise<Cosigner | undefined> {
  if (!globalThis.isSecureContext || !globalThis.indexedDB) return undefined;
  const { name, pair } = (await readKept()) ?? (await makeKept());
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return {
    key: witnessKeyOf(name, publicKey, anywherePrimitives),
    async sign(bytes) {
      const signed = await crypto.subtle.sign("Ed25519", pair.privateKey, new Uint8Array(bytes));
      return new Uint8Array(signed);
    },
  };
}

async function makeKept(): Promise<Kept> {
  const pair = (await crypto.subtle.generateKey("Ed25519", false, [
    "sign",
    "verify",
  ])) as CryptoKeyPair; // that kind of key has two parts
  const name = `homepoint/browser/${crypto.randomUUID().slice(0, 8)}`;
  const kept = { name, pair };
  await inStore("readwrite", (keys) => keys.put(kept, own));
  return kept;
}

function readKept(): Promise<Kept | undefined> {
  return inStore<Kept | undefined>("readonly", (keys) => keys.get(own));
}

async function inStore<T>(
  mode: IDBTransactionMode,
  ask: (keys: IDBObjectStore) => IDBRequest,
): Promise<T> {
  const opened = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.addEventListener("upgradeneeded", () => request.result.createObjectStore(store));
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error as Error));
  });
  try {
    const request = ask(opened.transaction(store, mode).objectStore(store));
    return await new Promise<T>((resolve, reject) => {
      request.addEventListener("success", () => resolve(request.result as T));
      request.addEventListener("error", () => reject(request.error as Error));
    });
  } finally {
    opened.close();
  }
}
