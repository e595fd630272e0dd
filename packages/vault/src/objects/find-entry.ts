import { isProblem } from "@homepoint/base";
import { sealedSize } from "../age/payload.ts";
import { problem } from "../problems.ts";
import { formatEntryName, type EntryName } from "../ring/entry-name.ts";
import { readRingEntry, type RingEntry } from "../ring/entry.ts";
import type { ObjectParts } from "./parts.ts";

/** Undefined where there is none. @throws vault/damaged-entry, vault/forged-entry */
async function findEntry(parts: ObjectParts, name: EntryName): Promise<RingEntry | undefined> {
  const bytes = await parts.home.ring.read(formatEntryName(name));
  return bytes && readRingEntry(name, bytes, parts);
}

/** @throws vault/unknown-object, vault/unknown-derived, vault/damaged-entry, vault/forged-entry */
export async function getEntry(parts: ObjectParts, name: EntryName): Promise<RingEntry> {
  const entry = await findEntry(parts, name);
  if (entry) return entry;
  const { id, kind } = name;
  throw kind === undefined
    ? problem("unknown-object", { id })
    : problem("unknown-derived", { id, kind });
}

/** Undefined where there is none, and where what is there cannot be believed. */
export async function findGoodEntry(
  parts: ObjectParts,
  name: EntryName,
): Promise<RingEntry | undefined> {
  try {
    return await findEntry(parts, name);
  } catch (error) {
    if (isProblem(error)) return undefined;
    throw error;
  }
}

/** A good entry that names a payload of the right size. Does not open it. */
export async function findWhole(
  parts: ObjectParts,
  name: EntryName,
): Promise<RingEntry | undefined> {
  const entry = await findGoodEntry(parts, name);
  const size = entry && (await parts.home.payloads.size(entry.payload));
  return entry && size === sealedSize(entry.about.size) ? entry : undefined;
}
