import type { FeatureKey, KeyChain } from "../../key-chains.ts";
import { featurePointsOf, plaintext } from "./feature-points.ts";
import type { Gap, RowIndex } from "./find-rows.ts";
import type { Grouped } from "./group-rows.ts";
import { cipherBlock } from "./open-message.ts";
import { kinds } from "./row-kinds.ts";

/** The rows of one feature point in one segment: one ordinary CBC message, as IVs are chained. */
export type Chain = {
  readonly key: FeatureKey;
  /** Where it begins among all chains of its feature point. */
  readonly start: number;
  /** Bytes of all contents together. */
  length: number;
  rows: number;
};

/** Which rows make up which chain; rows are numbered by kind, as they are grouped. */
export type Chained = {
  readonly chains: readonly Chain[];
  /** Number of each row's chain, and one; 0 for a row of none. */
  readonly chainOf: Uint16Array;
  /** Where each row begins among all chains of its feature point. */
  readonly starts: Uint32Array;
  /** Bytes of all chains of each feature point. */
  readonly totals: Uint32Array;
  /** Places in the file of rows whose first 16 bytes are not to be believed. */
  readonly doubtful: ReadonlySet<number>;
  /** Feature points of which rows have no key. */
  readonly closed: ReadonlySet<number>;
};

type SealedRows = {
  readonly index: RowIndex;
  readonly grouped: Grouped;
  readonly gaps: readonly Gap[];
  readonly version: number;
};

/** Sorts the rows into chains, in the order of the file; a row of kind 50 begins a new segment. */
export function chainRows(log: SealedRows, keys: KeyChain): Chained {
  const { gaps } = log;
  const { count, kinds: kindOf, lengths, starts: places } = log.index;
  const points = featurePointsOf(log.version);
  const chains: Chain[] = [];
  const chainOf = new Uint16Array(count);
  const starts = new Uint32Array(count);
  const totals = new Uint32Array(16);
  const nextOfKind = log.grouped.firsts.slice();
  const gapsSeen = new Uint32Array(16);
  const doubtful = new Set<number>();
  const closed = new Set<number>();
  let current = chainsOfSegment(keys[0], chains, totals);
  let segment = 0;
  let gap = 0;
  let gapAt = gaps[0]?.offset ?? Number.POSITIVE_INFINITY;
  for (let row = 0; row < count; row += 1) {
    const kind = kindOf[row] as number; // below the count, like start and length
    const at = nextOfKind[kind] as number; // a kind is a byte
    nextOfKind[kind] = at + 1;
    if (kind === kinds.reopened) {
      segment += 1;
      current = chainsOfSegment(keys[segment], chains, totals);
    }
    const point = points[kind] as number;
    if (point === 0 || point === plaintext) continue;
    const number = current[point] as number; // points are below 16
    const chain = chains[number - 1];
    if (!chain) closed.add(point);
    const length = lengths[row] as number;
    if (!chain || length % cipherBlock !== 0) continue;
    chainOf[at] = number;
    starts[at] = chain.start + chain.length;
    chain.rows += 1;
    chain.length += length;
    totals[point] = chain.start + chain.length;
    const start = places[row] as number;
    while (gapAt < start) {
      gap += 1;
      gapAt = gaps[gap]?.offset ?? Number.POSITIVE_INFINITY;
    }
    if (gapsSeen[point] === gap) continue;
    gapsSeen[point] = gap;
    doubtful.add(start); // a row of this chain may have been lost
  }
  return { chains, chainOf, starts, totals, doubtful, closed };
}

/** Begins a chain for each key of a segment: their numbers, and one, by feature point. */
function chainsOfSegment(
  keys: readonly FeatureKey[] | undefined,
  chains: Chain[],
  totals: Uint32Array,
): Uint16Array {
  const numbers = new Uint16Array(16);
  for (const key of keys ?? []) {
    if (chains.length >= mostChains || numbers[key.featurePoint] !== 0) continue;
    const start = totals[key.featurePoint] as number; // points are below 16
    numbers[key.featurePoint] = chains.push({ key, start, length: 0, rows: 0 });
  }
  return numbers;
}

/** A log that was opened again thousands of times was not written by an app. */
const mostChains = 60_000;
