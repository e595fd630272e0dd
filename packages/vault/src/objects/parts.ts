import type { Clock } from "../clock.ts";
import type { VaultHome } from "../home/vault-home.ts";
import type { Primitives } from "../primitives/primitives.ts";
import type { EntryKeys } from "../ring/entry.ts";

/** What it takes to work on the objects of an unlocked vault. */
export type ObjectParts = EntryKeys & {
  readonly home: VaultHome;
  readonly idKey: Uint8Array;
  readonly primitives: Primitives;
  readonly clock: Clock;
};
