import type { Fact } from "@homepoint/evidence";
import type { Unlocked } from "../unlocked.ts";

const page = 1000;

/** Facts of this hub's log, the newest first, through all generations that are here. */
export async function* factsBack({
  evidence,
  vault,
}: Pick<Unlocked, "evidence" | "vault">): AsyncIterable<Fact> {
  for (const generation of (await evidence.generations()).toReversed())
    for (let before = await evidence.sizeOf(generation); before > 0;) {
      const given = { generation, before, limit: page };
      const entries = await evidence.readNewest(given, vault.evidenceIdentity);
      yield* entries.flatMap(({ fact }) => fact ?? []);
      before = entries.at(-1)?.index ?? 0;
    }
}
