import { visitCandidates } from "./candidate-pairs.ts";
import { byDetail } from "./detail.ts";
import { contradict, judgePair, neverMeet, type Judgement } from "./judge-pair.ts";
import { seenOf, type Seen, type Sighting } from "./sighting.ts";

/** What people have said already: these are one flight; these two are not. */
export type Decided = {
  readonly same: readonly (readonly string[])[];
  readonly different: readonly (readonly [string, string])[];
};

/** Why two of an offer seem to be one flight. */
export type SameGround = Judgement & { readonly one: string; readonly other: string };

/** Flights that look like one, the most detailed log first. */
export type SameFlight = {
  readonly flights: readonly string[];
  /** That of its weakest link. */
  readonly confidence: Judgement["confidence"];
  /** Enough of them to link all; the strongest first. */
  readonly grounds: readonly SameGround[];
};

/**
 * Finds sightings of one flight that nobody has joined or parted yet. No two of an answer contradict
 * each other, whatever led to it; the order of the sightings makes no difference.
 */
export function findSameFlights(
  sightings: Iterable<Sighting>,
  decided: Decided = { same: [], different: [] },
): readonly SameFlight[] {
  const all = Array.from(sightings, seenOf);
  const clusters = new Clusters(all, decided);
  const links = findLinks(all).filter((link) => clusters.join(link));
  return clusters.joinedBy(links);
}

type Link = { readonly one: Seen; readonly other: Seen; readonly judged: Judgement };

function findLinks(all: readonly Seen[]): readonly Link[] {
  const links = new Map<string, Link>();
  visitCandidates(all, (a, b) => {
    const [one, other] = a.sighting.id < b.sighting.id ? [a, b] : [b, a];
    const judged = judgePair(one, other);
    if (judged) links.set(pairKey(one.sighting.id, other.sighting.id), { one, other, judged });
  });
  return [...links.values()].sort(byStrength);
}

function pairKey(one: string, other: string): string {
  return one < other ? `${one}/${other}` : `${other}/${one}`;
}

function byStrength(a: Link, b: Link): number {
  return (
    rankOf(a.judged) - rankOf(b.judged) ||
    (a.judged.startGapSeconds ?? 0) - (b.judged.startGapSeconds ?? 0) ||
    (pairKey(a.one.sighting.id, a.other.sighting.id) <
    pairKey(b.one.sighting.id, b.other.sighting.id)
      ? -1
      : 1)
  );
}

function rankOf({ confidence, shiftSeconds }: Judgement): number {
  return (confidence === "sure" ? 0 : 2) + (shiftSeconds === 0 ? 0 : 1);
}

/** Sightings that belong together, as sets that grow by links. */
class Clusters {
  readonly #different: ReadonlySet<string>;
  readonly #seen: ReadonlyMap<string, Seen>;
  readonly #of = new Map<string, Seen[]>();

  constructor(all: readonly Seen[], { same, different }: Decided) {
    this.#different = new Set(different.map(([one, other]) => pairKey(one, other)));
    this.#seen = new Map(all.map((seen) => [seen.sighting.id, seen]));
    for (const ids of same) {
      const [first = "", ...others] = ids.filter((id) => this.#seen.has(id));
      for (const other of others) this.#unite(this.#clusterOf(first), this.#clusterOf(other));
    }
  }

  /** Whether the link brought together what was apart. */
  join({ one, other }: Link): boolean {
    const [own, others] = [this.#clusterOf(one.sighting.id), this.#clusterOf(other.sighting.id)];
    if (own === others || !this.#mayBeOne(own, others)) return false;
    this.#unite(own, others);
    return true;
  }

  joinedBy(links: readonly Link[]): readonly SameFlight[] {
    const byCluster = Map.groupBy(links, ({ one }) => this.#clusterOf(one.sighting.id));
    return [...byCluster].map(([cluster, own]) => ({
      flights: byDetail(cluster.map(({ sighting }) => sighting)).map(({ id }) => id),
      confidence: own.every(({ judged }) => judged.confidence === "sure") ? "sure" : "likely",
      grounds: own.map(({ one, other, judged }) => ({
        one: one.sighting.id,
        other: other.sighting.id,
        ...judged,
      })),
    }));
  }

  #clusterOf(id: string): Seen[] {
    const cluster = this.#of.get(id) ?? [this.#seen.get(id) as Seen]; // links are among them
    this.#of.set(id, cluster);
    return cluster;
  }

  #unite(own: Seen[], others: Seen[]): void {
    if (own === others) return;
    own.push(...others);
    for (const { sighting } of others) this.#of.set(sighting.id, own);
  }

  /** Films of one flight need not meet each other; all else must. */
  #mayBeOne(own: readonly Seen[], others: readonly Seen[]): boolean {
    return own.every((one) =>
      others.every((other) => {
        if (this.#different.has(pairKey(one.sighting.id, other.sighting.id))) return false;
        if (contradict(one, other)) return false;
        return one.role === "film" || other.role === "film" || !neverMeet(one, other);
      }),
    );
  }
}
