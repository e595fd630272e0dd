import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { changes, downloading, insisting, open, type Change } from "./changes.ts";
import { describePackets, strangers } from "./judge-window.ts";
import { outside, pause, type Lab } from "./lab.ts";
import type { LeakTable } from "./leak-table.ts";
import { allowedBy } from "./policies.ts";
import { readFacts } from "./read-facts.ts";

export type WhichChanges = { readonly only: string; readonly which: "telling" | "all" };

/** Each change while an app insists and a granted download runs. */
export async function tryChanges(
  lab: Lab,
  table: LeakTable,
  { only, which }: WhichChanges,
): Promise<void> {
  for (const change of changes) {
    if (!change.name.includes(only) || (which === "telling" && !change.telling)) continue;
    const result = await watch(lab, change).catch((error: unknown) => `FAIL: ${String(error)}`);
    table.noteChange({ row: change.row, name: change.name, result });
    process.stderr.write(`${change.name.padEnd(50)} ${result}\n`);
  }
}

async function watch(lab: Lab, change: Change): Promise<string> {
  const { smallDisk, policy = open, verifies } = change;
  lab.forget();
  if (smallDisk) {
    mkdirSync(lab.gatewayFolder, { recursive: true });
    spawnSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", lab.gatewayFolder]);
  }
  const apps = [insisting, downloading];
  let result = "FAIL: not begun";
  try {
    await lab.startGateway(policy);
    for (const line of apps) lab.start(lab.phone, ["bash", "-c", line]);
    result = await lookOn(lab, change);
  } finally {
    lab.endAll(lab.phone);
    await lab.stopGateway();
    if (verifies && !(await readFacts(join(lab.gatewayFolder, "evidence"), lab.identity)))
      result = "FAIL: the evidence does not verify";
    if (smallDisk) spawnSync("umount", ["-l", lab.gatewayFolder]);
  }
  return verifies && !result.includes("FAIL") ? `${result}; evidence verifies` : result;
}

async function lookOn(lab: Lab, change: Change): Promise<string> {
  const { act, after, cutsWithin, watchMs = 2000, policy = open } = change;
  const began = lab.capture.packets.length;
  const isDownloading = () => lab.capture.packets.slice(began).filter(isMap).length > 20;
  for (let tries = 0; tries < 150 && !isDownloading(); tries += 1) await pause(100);
  if (!isDownloading()) return "FAIL: there was no download to watch";
  const from = lab.capture.packets.length;
  const pid = await lab.daemonPid();
  await pause(400);
  const at = performance.timeOrigin + performance.now();
  await act(lab, pid);
  const acted = performance.timeOrigin + performance.now();
  await pause(watchMs);
  await after?.(lab);
  await pause(200);
  const seen = lab.capture.packets.slice(from);
  const foreign = strangers(seen, allowedBy(change.most ?? policy));
  if (foreign.length > 0) return `LEAK: ${describePackets(foreign)}`;
  const last = seen.findLast((packet) => isMap(packet) && packet.at < acted + watchMs);
  const ms = last === undefined ? 0 : Math.max(0, Math.round(last.at - at));
  if (cutsWithin === undefined) return "0 to others";
  return ms <= cutsWithin
    ? `0 to others; last byte after ${ms} ms`
    : `FAIL: bytes still left after ${ms} ms`;
}

function isMap({ to }: { readonly to: string }): boolean {
  return to === outside.map.four || to === outside.map.six;
}
