import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { RunningTime } from "./running-time.ts";

const start = Date.parse("2030-06-01T09:00:00.000Z");
const hour = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();

let folder: string;
let [wall, up, boot] = [start, 0, "a"];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "running-"));
  [wall, up, boot] = [start, 0, "a"];
});
afterEach(() => rm(folder, { recursive: true }));

const path = () => join(folder, "running-time.json");
const open = () => RunningTime.open(path(), { clock: () => new Date(wall), upMs: () => up, boot });
const pass = (ms: number) => {
  [wall, up] = [wall + ms, up + ms];
};
const stopAndStart = async (before: RunningTime, during: () => void) => {
  await before.close();
  during();
  return open();
};

test("a clock that went on as it should while nothing ran is no jump", async () => {
  const time = await stopAndStart(await open(), () => pass(8 * hour));
  expect(time.watch.take()).toBeUndefined();
  expect([time.watch.hasJumped, time.watch.countedMs]).toEqual([false, 8 * hour]);
  await time.close();
});

test("one that was set ahead while nothing ran is noticed once, and not believed until confirmed", async () => {
  const time = await stopAndStart(await open(), () => {
    pass(hour);
    wall += 5 * hour;
  });
  expect(time.watch.take()).toEqual({ before: iso(start + hour), after: iso(start + 6 * hour) });
  expect(time.watch.take()).toBeUndefined();
  const again = await stopAndStart(time, () => {
    [boot, up] = ["b", 1000];
  });
  expect([again.watch.take(), again.watch.hasJumped]).toEqual([undefined, true]);
  again.watch.confirm();
  const last = await stopAndStart(again, () => pass(1));
  expect(last.watch.hasJumped).toBe(false);
  await last.close();
});

test("one that was set back is noticed as well, and ends nothing", async () => {
  const time = await stopAndStart(await open(), () => {
    wall -= hour;
  });
  expect(time.watch.take()).toEqual({ before: iso(start), after: iso(start - hour) });
  expect(time.watch.hasJumped).toBe(false);
  await time.close();
});

test("of a machine that was off only what it ran since is known to have passed", async () => {
  const time = await stopAndStart(await open(), () => {
    [boot, up] = ["b", 60_000];
    wall += 9 * hour;
  });
  expect(time.watch.take()).toBeUndefined();
  expect([time.watch.hasJumped, time.watch.countedMs]).toEqual([false, 60_000]);
  await time.close();
});

test("small steps that add up are noticed, and a damaged note says nothing", async () => {
  const time = await open();
  for (let step = 0; step < 3; step += 1) {
    wall += 900;
    time.watch.look();
  }
  expect(time.watch.hasJumped).toBe(true);
  await time.close();
  await writeFile(path(), "{");
  const again = await open();
  expect([again.watch.hasJumped, again.watch.countedMs]).toEqual([false, undefined]);
  await again.close();
});
