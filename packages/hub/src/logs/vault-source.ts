import { collectKnown, type ByteSource } from "@homepoint/base";
import type { Vault } from "@homepoint/vault";

/** Finding an object's key takes as long as opening so much of what it holds. */
const grain = 1 << 19;

/** What an object of the vault holds, a range at a time; each is authenticated by itself. */
export function vaultSource(vault: Vault, id: string, size: number): ByteSource {
  return {
    size,
    grain,
    async read(offset, length) {
      const end = Math.min(size, offset + length);
      return end > offset
        ? collectKnown(vault.open(id, { first: offset, last: end - 1 }), end - offset)
        : new Uint8Array();
    },
  };
}
