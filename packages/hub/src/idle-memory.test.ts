import { getHeapStatistics } from "node:v8";
import { expect, test } from "vitest";
import { giveBack } from "./idle-memory.ts";

test("memory that past work took goes back to the machine", () => {
  const before = getHeapStatistics().total_heap_size;
  let kept: unknown[] = Array.from({ length: 1_000_000 }, (_, at) => ({ at }));
  const during = getHeapStatistics().total_heap_size;
  expect(during - before).toBeGreaterThan(16_000_000);
  kept = [];
  giveBack();
  expect(kept).toEqual([]);
  expect(getHeapStatistics().total_heap_size).toBeLessThan(during - 16_000_000);
});
