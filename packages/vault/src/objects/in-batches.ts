/** Works on `count` at a time, and gives the results in order. */
export async function* inBatches<In, Out>(
  source: AsyncIterable<In>,
  work: (value: In) => Promise<Out>,
  count = 32,
): AsyncIterable<Out> {
  let batch: In[] = [];
  for await (const value of source) {
    batch.push(value);
    if (batch.length < count) continue;
    yield* await Promise.all(batch.map(work));
    batch = [];
  }
  yield* await Promise.all(batch.map(work));
}
