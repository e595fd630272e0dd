import { runContained } from "../containment/contain.ts";
import { keepDebuggerOut } from "../containment/stopping.ts";
import { findWay } from "../containment/way.ts";
import type { Run } from "../command-row.ts";
import { makeDataFolder } from "../data-folder.ts";
import { ownProgram } from "../own-program.ts";
import { cliProblem } from "../problems.ts";
import { argsOf, demandOf, portsOf, type ServeOptions } from "../serve/options.ts";

/**
 * Serves. Where the machine allows it this process becomes the front, and the hub runs beside it
 * with no network at all; else it is the hub, and says so. What a hub is made of is loaded only
 * where it runs: a front is small.
 */
export const run: Run<ServeOptions> = async (_args, options, output) => {
  keepDebuggerOut();
  const { host = "127.0.0.1" } = options;
  const containment = demandOf(options);
  const isSettled = options.front !== undefined || containment === "none" || containment === "full";
  const found = isSettled ? undefined : findWay(process.platform, process.getuid?.() === 0);
  if (found !== undefined && "way" in found) {
    const at = { host, ports: portsOf(options) };
    await makeDataFolder(options.data);
    const command = [...ownProgram(), "serve", ...argsOf(options)] as const;
    return runContained({ way: found.way, folder: options.data, at, command });
  }
  if (containment === "partial" && found !== undefined)
    throw cliProblem("no-containment", { level: containment, why: found.why });
  const { serveHub } = await import("../serve/serve-hub.ts");
  return serveHub({ ...options, ...(found && { why: found.why }) }, output);
};
