import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, readlink, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { beginCourse, beginPartAnew, readCourse } from "../../audit/course.ts";
import type { AuditPlan } from "../../audit/plan.ts";
import { madeScope } from "../../testing/made-audit.ts";
import { courseFile, runAudit, type AuditGuide } from "./run-audit.ts";
import { startTcpdump } from "./tcpdump.ts";

const mayCapture =
  process.getuid?.() === 0 && spawnSync("tcpdump", ["--version"], { stdio: "ignore" }).status === 0;
if (!mayCapture) console.warn("SKIPPED: captures need tcpdump, and root");

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "capturing-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const nobody: AuditGuide = {
  crossing: () => Promise.resolve(),
  phase: () => Promise.resolve("done"),
  watching: () => undefined,
  told: () => undefined,
};

const isGone = (pid: number) => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

describe.skipIf(!mayCapture)("a capture", () => {
  test("ends when whoever started it is killed, and leaves a whole file", async () => {
    const path = join(folder, "killed.pcap");
    const module = fileURLToPath(new URL("tcpdump.ts", import.meta.url));
    const program = `
      const { startTcpdump } = await import(${JSON.stringify(module)});
      const { pid } = await startTcpdump("lo", ${JSON.stringify(path)});
      console.log(pid);
      setInterval(() => undefined, 1000);`;
    const flags = ["--conditions=@homepoint/source", "--input-type=module", "-e", program];
    const child = spawn(process.execPath, flags, { stdio: ["ignore", "pipe", "inherit"] });
    const pid = await new Promise<number>((resolve) =>
      child.stdout.once("data", (text: Buffer) => resolve(Number(String(text)))),
    );
    expect(isGone(pid)).toBe(false);
    child.kill("SIGKILL");
    await expect.poll(() => isGone(pid)).toBe(true);
    expect((await stat(path)).size).toBeGreaterThanOrEqual(24);
  }, 40_000);

  test("stops when asked, and says what it lost", async () => {
    const capture = await startTcpdump("lo", join(folder, "stopped.pcap"));
    expect(capture.broke()).toBeUndefined();
    expect(await capture.stop()).toEqual({ dropped: 0 });
    expect(isGone(capture.pid)).toBe(true);
  }, 40_000);

  test("that ends by itself is said to have lost what came after", async () => {
    const capture = await startTcpdump("lo", join(folder, "ended.pcap"));
    process.kill(capture.pid, "SIGKILL");
    await expect.poll(() => capture.broke()).toBeDefined();
    expect(await capture.stop()).toEqual({ dropped: 1 });
  }, 40_000);

  test("of a link that is not there is no capture", async () => {
    await expect(startTcpdump("none0", join(folder, "none.pcap"))).rejects.toMatchObject({
      code: "inspect/no-tcpdump",
      values: { link: "none0", why: expect.stringMatching(/\w/) },
    });
  }, 40_000);

  test("of one side ends where that of the other cannot be begun", async () => {
    const crossings = [{ app: "standard", posture: "none", do: "true", phases: [] }] as const;
    const links = { innerInterface: "lo", outerInterface: "none0" };
    const begun = beginCourse({ scope: madeScope, ...links, crossings }, new Date().toISOString());
    const own = await mkdtemp(join(folder, "one-side-"));
    const pause = () => Promise.resolve();
    const parts = { folder: own, guide: nobody, clock: () => new Date(), pause };
    await expect(runAudit(begun, parts)).rejects.toMatchObject({ code: "inspect/no-tcpdump" });
    const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
    const outputs = pids.map((pid) => readlink(`/proc/${pid}/fd/1`).catch(() => ""));
    expect(await Promise.all(outputs)).not.toContain(join(own, "1-inner.pcap"));
  }, 40_000);

  test("that ends by itself stops the audit; a part begun anew has files of its own", async () => {
    const phases = [{ change: "baseline", seconds: 1, do: "true" }] as const;
    const crossings = [{ app: "standard", posture: "none", do: "true", phases }] as const;
    const plan: AuditPlan = { scope: madeScope, innerInterface: "lo", crossings };
    const course = async () => readCourse(await readFile(join(folder, courseFile)))!; // it was kept
    const killIt = async () => {
      const [capture] = (await course()).crossings.flatMap(({ captures }) => captures);
      process.kill(capture?.pid ?? 0, "SIGKILL");
      await expect.poll(() => isGone(capture?.pid ?? 0)).toBe(true);
    };
    const clock = () => new Date();
    const parts = (pause: () => Promise<void>) => ({ folder, guide: nobody, clock, pause });
    const begun = beginCourse(plan, clock().toISOString());
    await expect(runAudit(begun, parts(killIt))).rejects.toMatchObject({
      code: "inspect/capture-ended",
    });
    const again = beginPartAnew(await course());
    const ended = await runAudit(
      again,
      parts(() => Promise.resolve()),
    );
    expect(ended.crossings[0]).toMatchObject({ gaps: [], captures: [{ name: "1-inner-1.pcap" }] });
  }, 60_000);
});
