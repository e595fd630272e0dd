import type { FeatureKey } from "../../key-chains.ts";

export const cipherBlock = 16;

/**
 * Opens AES-256-CBC with WebCrypto. It refuses a message whose last padding is wrong, as damage and
 * other keys make it; then a block of padding is added behind it. The last padding may be missing from
 * what is returned. Undefined for an empty message, and where there is no WebCrypto.
 */
export async function openMessage(
  sealed: Uint8Array<ArrayBuffer>,
  { key, iv }: FeatureKey,
): Promise<Uint8Array | undefined> {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle || sealed.length === 0) return undefined;
  const raw = Uint8Array.from(key);
  const aes = await subtle.importKey("raw", raw, "AES-CBC", false, ["encrypt", "decrypt"]);
  const name = { name: "AES-CBC", iv: Uint8Array.from(iv) };
  try {
    return new Uint8Array(await subtle.decrypt(name, aes, sealed));
  } catch {
    const last = sealed.slice(-cipherBlock);
    const end = await subtle.encrypt({ name: "AES-CBC", iv: last }, aes, new Uint8Array());
    const padded = new Uint8Array(sealed.length + cipherBlock);
    padded.set(sealed);
    padded.set(new Uint8Array(end), sealed.length);
    return new Uint8Array(await subtle.decrypt(name, aes, padded));
  }
}
