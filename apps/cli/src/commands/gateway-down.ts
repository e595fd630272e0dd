import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { gatewayProblem, removeRules } from "@homepoint/gateway";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import type { BoxOptions } from "../gateway/box.ts";

type Options = BoxOptions & { readonly removeRules?: true };

const units = [
  "homepoint-gateway.service",
  "homepoint-gateway.socket",
  "homepoint-gateway-keeper.service",
];

/** Nothing passes afterwards, with the rules or without: nothing is forwarded here. */
export const run: Run<Options> = async (_args, options, output) => {
  const wasRunning = (await stopOwn(options.runtime)) || stopUnits();
  if (!wasRunning && !options.removeRules) throw gatewayProblem("not-running");
  if (options.removeRules) {
    await removeRules();
    output.out("The gateway is down, and its rules are gone: this box may speak for itself again.");
    return exitCodes.done;
  }
  output.out("The gateway is down. Its rules stay, and let nothing pass.");
  return exitCodes.done;
};

async function stopOwn(runtime: string): Promise<boolean> {
  const path = join(runtime, "root.pid");
  const pid = Number(await readFile(path, "utf8").catch(() => "0"));
  if (!Number.isInteger(pid) || pid <= 1 || !existsSync(`/proc/${pid}`)) return false;
  const program = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  if (!program.includes("gateway\0up")) return false;
  process.kill(pid, "SIGTERM");
  for (let tries = 0; tries < 100 && existsSync(`/proc/${pid}`); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  await rm(path, { force: true });
  return true;
}

function stopUnits(): boolean {
  if (!existsSync("/etc/systemd/system/homepoint-gateway.service")) return false;
  return spawnSync("systemctl", ["stop", ...units]).status === 0;
}
