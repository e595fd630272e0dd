import type { Forwarded } from "./forwarded.ts";

export type Forwarding<Entry> = {
  /** Resolves when the collector has them. */
  readonly send: (batch: readonly Entry[]) => Promise<void>;
  /** Durable once it resolves. */
  readonly keep: (position: Forwarded) => Promise<void>;
};

const mostAtOnce = 500;
const restMs = 2000;

/**
 * Sends entries as they come, and keeps the place of the last that the collector has. First sent, then
 * kept: whatever breaks in between, some come twice (`sequenceId` tells), and none is left out. Gives how
 * many went.
 */
export async function forwardEntries<Entry extends Forwarded>(
  entries: AsyncIterable<Entry>,
  { send, keep }: Forwarding<Entry>,
): Promise<number> {
  let sent = 0;
  for await (const batch of batchesOf(entries)) {
    await send(batch);
    await keep(batch.at(-1) as Entry); // a batch has at least one
    sent += batch.length;
  }
  return sent;
}

/** What came within a moment, at most so many. */
async function* batchesOf<Entry>(entries: AsyncIterable<Entry>): AsyncIterable<readonly Entry[]> {
  const iterator = entries[Symbol.asyncIterator]();
  let batch: Entry[] = [];
  let coming = iterator.next();
  for (;;) {
    const next = await (batch.length === 0 ? coming : withinRest(coming));
    if (next === "rest" || next.done || batch.length >= mostAtOnce) {
      if (batch.length > 0) yield batch;
      batch = [];
      if (next !== "rest" && next.done) return;
    }
    if (next === "rest" || next.done) continue;
    batch.push(next.value);
    coming = iterator.next();
  }
}

async function withinRest<T>(coming: Promise<T>): Promise<T | "rest"> {
  let timer: NodeJS.Timeout | undefined;
  const rest = new Promise<"rest">((resolve) => {
    timer = setTimeout(() => resolve("rest"), restMs);
  });
  try {
    return await Promise.race([coming, rest]);
  } finally {
    clearTimeout(timer);
  }
}
