import type { PassedFlow } from "@homepoint/api";
import {
  below,
  fileSource,
  generationFolder,
  OpeningKeys,
  parseCheckpoint,
  readNewest,
  type Entry,
  type Fact,
} from "@homepoint/evidence";
import { folderReader, nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import type { Coverage } from "@homepoint/policy";
import type { Unlocked } from "../unlocked.ts";
import { coverageOf, uncoveredIn, type ClientSpan } from "./coverage.ts";

type Parts = Pick<Unlocked, "gateways" | "vault">;

const page = 512;
const mostLookedAt = 100_000;
/** Of less than this nothing can be said. */
const leastTold = 600_000;
/** Around a span, so that the heartbeats on both sides of it, and what ended later, are seen. */
const [marginBeforeMs, marginAfterMs] = [5 * 60_000, 30 * 60_000];

/** Entries of a gateway's evidence that are here, the newest first, as far back as is bearable. */
export async function lookBackAt(
  id: string,
  { gateways, vault }: Parts,
  note: (entry: Entry) => "more" | "enough",
): Promise<boolean> {
  let looked = 0;
  for await (const entry of entriesBack(id, { gateways, vault })) {
    looked += 1;
    if (looked > mostLookedAt || note(entry) === "enough") return false;
  }
  return true;
}

async function* entriesBack(id: string, parts: Parts): AsyncIterable<Entry> {
  const newest = (await parts.gateways.standing(id))?.generation ?? 0;
  for (let generation = newest; generation > 0; generation -= 1) {
    const read = await readParts(id, generation, parts);
    if (!read) continue;
    for (let before = read.source.size; before > 0;) {
      const entries = await readNewest({ before, limit: page }, read);
      yield* entries;
      before = entries.at(-1)?.index ?? 0;
    }
  }
}

/** As far as a signed checkpoint reaches. */
async function readParts(id: string, generation: number, { gateways, vault }: Parts) {
  const read = below(generationFolder(generation), folderReader(gateways.folderOf(id)));
  const bytes = await read("checkpoint");
  const size = bytes && parseCheckpoint(new TextDecoder().decode(bytes))?.size;
  if (size === undefined) return undefined;
  const keys = new OpeningKeys(vault.evidenceIdentity, primitives);
  return { source: fileSource(read, size), keys, primitives };
}

/** Facts of one gateway from `from` to `until`, in the order of its log. */
export async function factsBetween(
  id: string,
  parts: Parts,
  span: { readonly from: number; readonly until: number },
): Promise<readonly Fact[]> {
  const facts: Fact[] = [];
  await lookBackAt(id, parts, ({ fact }) => {
    const time = Date.parse(fact?.at ?? "");
    if (fact && time <= span.until && time >= span.from) facts.push(fact);
    // Clocks may have been set; a day more is looked at before it is enough.
    return time < span.from - 86_400_000 ? "enough" : "more";
  });
  return facts.reverse();
}

/**
 * What the gateways of this hub saw of a client in a span of time, from their evidence; undefined
 * where no gateway's evidence is here at all.
 */
export async function coverage(span: ClientSpan, unlocked: Parts): Promise<Coverage | undefined> {
  const known = unlocked.gateways.joined;
  const around = {
    from: Date.parse(span.from) - marginBeforeMs,
    until: Date.parse(span.until) + marginAfterMs,
  };
  const logs = await Promise.all(known.map(({ id }) => factsBetween(id, unlocked, around)));
  const told = logs.filter((facts) => facts.length > 0);
  return known.length === 0 ? undefined : coverageOf(told, span);
}

/** Seconds without cover in the last day, or since the first fact; null where there is none. */
export async function uncoveredLately(id: string, parts: Parts, now: Date): Promise<number | null> {
  const day = { from: now.getTime() - 86_400_000, until: now.getTime() };
  const facts = await factsBetween(id, parts, day);
  const [first, last] = [facts[0], facts.at(-1)];
  if (!first || !last || Date.parse(last.at) - Date.parse(first.at) < leastTold) return null;
  return uncoveredIn(facts, { from: first.at, until: last.at });
}

/** What passed gateways, the latest first, by client and host. */
export async function findPassed(parts: Parts, limit: number): Promise<PassedFlow[]> {
  const passed = new Map<string, PassedFlow>();
  for (const { id, name } of parts.gateways.joined)
    await lookBackAt(id, parts, ({ fact }) => {
      if (fact?.kind !== "flow-ended" || fact.attempt.kind !== "connection") return "more";
      const { attempt, bytesUp, bytesDown, service = null, at } = fact;
      const { host, subject } = attempt;
      const key = JSON.stringify([id, subject.id, host]);
      const before = passed.get(key);
      if (!before && passed.size >= limit) return "enough";
      passed.set(key, {
        gateway: name,
        client: subject.id,
        host,
        service,
        count: 1 + (before?.count ?? 0),
        bytesUp: bytesUp + (before?.bytesUp ?? 0),
        bytesDown: bytesDown + (before?.bytesDown ?? 0),
        lastAt: before?.lastAt ?? at,
      });
      return "more";
    });
  return [...passed.values()].toSorted((a, b) => b.lastAt.localeCompare(a.lastAt));
}
