type Work = () => unknown;

/** How often each works: before it counts, and by turns. */
type Turns = {
  readonly warm: number;
  readonly turns: number;
  readonly own: number;
  readonly other: number;
};

/** For logs of a few megabytes. */
export const usual: Turns = { warm: 200, turns: 6, own: 30, other: 2 };

/** Fastest of some runs, in milliseconds: the one that was disturbed least. */
export async function bestOf(runs: number, work: Work): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    await work();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

/** Both by turns, so that what disturbs one disturbs the other. */
export async function against(
  own: Work,
  other: Work,
  runs: Turns,
): Promise<readonly [own: number, other: number]> {
  let [best, otherBest] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  await bestOf(runs.warm, own); // both warm before either counts
  await bestOf(runs.other, other);
  for (let turn = 0; turn < runs.turns; turn += 1) {
    best = Math.min(best, await bestOf(runs.own, own));
    otherBest = Math.min(otherBest, await bestOf(runs.other, other));
  }
  return [best, otherBest];
}
