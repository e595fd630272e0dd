import type { RowIndex } from "./find-rows.ts";

/** The rows of each topic together, in the order of the file. */
export type Grouped = {
  readonly starts: Uint32Array;
  /** Where each topic's rows begin, by its place in the list of all; one more than there are. */
  readonly firsts: Uint32Array;
};

/** A counting sort. */
export function groupRows({ starts, topics, count }: RowIndex, topicCount: number): Grouped {
  const firsts = new Uint32Array(topicCount + 1);
  for (let row = 0; row < count; row += 1) {
    const next = topics[row] as number; // below the count; a topic's place plus one
    firsts[next] = (firsts[next] as number) + 1;
  }
  for (let topic = 0; topic < topicCount; topic += 1)
    firsts[topic + 1] = (firsts[topic + 1] as number) + (firsts[topic] as number);
  const nexts = firsts.slice();
  const sorted = new Uint32Array(count);
  for (let row = 0; row < count; row += 1) {
    const topic = (topics[row] as number) - 1; // as above
    const at = nexts[topic] as number;
    nexts[topic] = at + 1;
    sorted[at] = starts[row] as number;
  }
  return { starts: sorted, firsts };
}

/** Where the contents of a topic's rows begin. */
export function startsOf({ starts, firsts }: Grouped, topic: number): Uint32Array {
  return starts.subarray(firsts[topic], firsts[topic + 1]);
}
