import { expect, test } from "vitest";
import { UploadBudget } from "./budget.ts";

test("a photo does not fit where a thousand tiles were asked for", () => {
  let now = 0;
  const budget = new UploadBudget(() => now);
  // 200 tiles of 30 kB over ten minutes, a handshake and a request each.
  for (let tile = 0; tile < 200; tile += 1) {
    expect(budget.spend("tablet maps", 600)).toBe(true);
    budget.earn("tablet maps", 30_000);
    now += 3;
  }
  let sent = 0;
  while (budget.spend("tablet maps", 1400)) sent += 1400;
  expect(sent).toBeLessThan(60_000);
});

test("what one service did not use, another does not have", () => {
  const budget = new UploadBudget(() => 0);
  budget.earn("tablet maps", 10_000_000);
  expect(budget.spend("tablet time", 40_000)).toBe(false);
  expect(budget.spend("phone maps", 40_000)).toBe(false);
  expect(budget.spend("tablet maps", 40_000)).toBe(true);
});
