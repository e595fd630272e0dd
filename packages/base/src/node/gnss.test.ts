import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { followGnss } from "./gnss.ts";

const sentence = "$GNZDA,120000,01,06,2026,00,00*54\r\n";

test("a receiver that cannot be read is tried again, and ends nothing", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const source = await mkdtemp(join(tmpdir(), "receiver-"));
  onTestFinished(() => rm(source, { recursive: true, force: true }));
  const waits = async () => {
    while (vi.getTimerCount() === 0) await setImmediate();
  };
  const heard = Promise.withResolvers<number>();
  const stop = followGnss({ source, monotonic: () => 1, onTime: heard.resolve });
  await waits(); // a folder opens, and fails when it is read
  await rm(source, { recursive: true });
  vi.advanceTimersByTime(10_000);
  await waits(); // nothing is there
  await writeFile(source, `${"x".repeat(300_000)}\n${sentence.repeat(3)}`);
  vi.advanceTimersByTime(10_000);
  expect(await heard.promise).toBe(Date.parse("2026-06-01T12:00:00Z"));
  await waits();
  stop();
  expect(vi.getTimerCount()).toBe(0);
});
