import { defineProblems } from "./problems.ts";

/** First and last byte, both included; without `last`, to the end. */
export type ByteRange = { readonly first: number; readonly last?: number };

/**
 * `replaceable`: can be made again, so nobody waits for the disk; a power cut may take the bytes, or
 * leave some of them. `lasting`, where nothing is said.
 */
export type Worth = "lasting" | "replaceable";

export const storeProblem = defineProblems("store", {
  missing: "There is no object {key} in the store.",
  exists: "There is an object {key} in the store already; objects are never overwritten.",
  "bad-key": "{key} is not a name for an object.",
});

/**
 * Keeps named bytes. A key is written once and never changes.
 *
 * The store is not trusted: whoever can write to it can at most lose objects, never forge or read
 * them. Sizes, counts and times are open to it.
 */
export interface ObjectStore {
  /**
   * Once this resolves the bytes survive a power cut, unless they were said to be `replaceable`. If it
   * rejects, or the process dies, no key is there, or the whole object is.
   *
   * @throws store/exists
   */
  put(key: string, bytes: AsyncIterable<Uint8Array>, worth?: Worth): Promise<void>;
  /** Blocks belong to the caller. @throws store/missing, before the first block */
  get(key: string, range?: ByteRange): AsyncIterable<Uint8Array>;
  /** Undefined where there is no such object. */
  size(key: string): Promise<number | undefined>;
  /** No error where there is no such object. Durable once it resolves. */
  delete(key: string): Promise<void>;
  keys(): AsyncIterable<string>;
}

/** Lower-case letters, digits and dashes: the same name in every file system and in every URL. */
export function checkKey(key: string): string {
  if (!/^[a-z0-9][a-z0-9.-]{2,199}$/.test(key)) throw storeProblem("bad-key", { key });
  return key;
}
