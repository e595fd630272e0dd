import { isProblem } from "@homepoint/base";
import { isNamed, type SmallFiles } from "../home/small-files.ts";
import type { VaultHome } from "../home/vault-home.ts";
import { payloadOfInboxName } from "../inbox/inbox-names.ts";
import { isLasting, isPayloadName, parseEntryName } from "../ring/entry-name.ts";
import { payloadNamedBy } from "../ring/entry.ts";
import { inBatches } from "./in-batches.ts";

export type Swept = {
  /** Payloads that no entry named. */
  readonly removed: readonly string[];
  /** Entries that do not say which payload is theirs. While there are any, nothing is removed. */
  readonly unreadable: readonly string[];
};

/**
 * Removes what a crash left: payloads that no entry names, what was derived from objects that are
 * shredded, and entries of what can be made again where a power cut damaged them. Needs no key. Others may seal at the same time.
 */
export function sweep(home: VaultHome): Promise<Swept> {
  return home.underway.during(async (underway) => {
    await destroyLeftDerived(home.ring);
    const payloads = await Array.fromAsync(home.payloads.keys());
    // The inbox first: what is filed meanwhile moves from it to the ring, and is seen once at least.
    const waiting = await namedInInbox(home.inbox);
    const { named, unreadable } = await namedInRing(home.ring);
    if (unreadable.length > 0) return { removed: [], unreadable };
    const kept = [waiting, named, underway];
    const removed = payloads.filter(
      (name) => isPayloadName(name) && !kept.some((names) => names.has(name)),
    );
    for (const payload of removed) await home.payloads.delete(payload);
    return { removed, unreadable };
  });
}

async function namedInInbox(inbox: SmallFiles): Promise<ReadonlySet<string>> {
  const named = new Set<string>();
  for await (const name of inbox.names()) {
    const payload = payloadOfInboxName(name);
    if (payload) named.add(payload);
  }
  return named;
}

async function namedInRing(ring: SmallFiles) {
  const named = new Set<string>();
  const unreadable: string[] = [];
  const entries = entryFiles(ring); // what lies there besides (desktop.ini, say) names nothing of ours
  for await (const { name, payload } of inBatches(entries, (name) => look(ring, name)))
    if (payload === "unreadable") unreadable.push(name);
    else if (payload !== "gone") named.add(payload);
  for (const name of unreadable.filter(isReplaceable)) await ring.destroy(name);
  return { named, unreadable: unreadable.filter((name) => !isReplaceable(name)) };
}

function isReplaceable(name: string): boolean {
  const entry = parseEntryName(name);
  return entry !== undefined && !isLasting(entry);
}

async function* entryFiles(ring: SmallFiles): AsyncIterable<string> {
  for await (const name of ring.names()) if (parseEntryName(name)) yield name;
}

async function look(ring: SmallFiles, name: string) {
  try {
    const bytes = await ring.read(name);
    return { name, payload: bytes ? (payloadNamedBy(bytes) ?? "unreadable") : "gone" };
  } catch (error) {
    if (isProblem(error)) return { name, payload: "unreadable" };
    throw error;
  }
}

/** A shredding that was cut short: the original's entry went first. */
async function destroyLeftDerived(ring: SmallFiles): Promise<void> {
  const names = new Set(await Array.fromAsync(ring.names()));
  for (const name of names) {
    const entry = parseEntryName(name);
    if (entry?.kind === undefined || names.has(entry.id)) continue;
    // Seen again: both may have been written while the names were read.
    if (!(await isNamed(ring, entry.id))) await ring.destroy(name);
  }
}
