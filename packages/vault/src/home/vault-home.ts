import { MemoryStore, Turns, type ObjectStore } from "@homepoint/base";
import { MemoryFiles } from "./memory-files.ts";
import type { SmallFiles } from "./small-files.ts";
import { Underway } from "./underway.ts";

/**
 * Where a vault lies. One process holds it at a time, and within it everyone shares one VaultHome:
 * it knows what is underway and whose turn it is.
 */
export type VaultHome = {
  /** `identity.age`, `keys.age`, `recipients.json`, `recovery.json` */
  readonly files: SmallFiles;
  readonly ring: SmallFiles;
  readonly inbox: SmallFiles;
  readonly payloads: ObjectStore;
  readonly underway: Underway;
  readonly turns: Turns;
};

/** A vault that is gone with the process: for tests, and for looking without keeping. */
export function memoryHome(payloads: ObjectStore = new MemoryStore()): VaultHome {
  return {
    files: new MemoryFiles(),
    ring: new MemoryFiles(),
    inbox: new MemoryFiles(),
    payloads,
    underway: new Underway(),
    turns: new Turns(),
  };
}
