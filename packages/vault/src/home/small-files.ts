import type { Worth } from "@homepoint/base";
import { problem } from "../problems.ts";

/**
 * Keeps small files by name, each whole or not at all. Names are those of an object store
 * (`checkKey` of base).
 *
 * Not trusted: whoever can write here can lose files, and put older ones back.
 */
export interface SmallFiles {
  /** Undefined where there is none. @throws vault/file-too-large */
  read(name: string): Promise<Uint8Array | undefined>;
  /** Whole and durable once it resolves; false, and nothing changed, where the name is taken. */
  create(name: string, bytes: Uint8Array): Promise<boolean>;
  /**
   * After a crash the file is the old one or the new, whole; once it resolves, the new. One that is
   * `replaceable` may be lost or damaged by a power cut.
   */
  replace(name: string, bytes: Uint8Array, worth?: Worth): Promise<void>;
  /**
   * The name is gone first, then the content is overwritten, then its space given back. Durable
   * once it resolves; after a crash the name is there with the whole file, or not at all.
   */
  destroy(name: string): Promise<void>;
  /** Those that begin so, in no order. */
  names(beginning?: string): AsyncIterable<string>;
}

/** Trust no size: a ring entry has a kilobyte or two. */
export const largestSmallFile: number = 1 << 20;

export function checkSize(name: string, size: number): void {
  if (size > largestSmallFile) throw problem("file-too-large", { name });
}

/** Whether the name is there, whatever it holds. */
export async function isNamed(files: SmallFiles, name: string): Promise<boolean> {
  for await (const found of files.names(name)) if (found === name) return true;
  return false;
}
