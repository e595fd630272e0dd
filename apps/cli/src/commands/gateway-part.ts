import {
  GatewayDaemon,
  listenersGiven,
  prepareSystem,
  rulesSocketIn,
  startKeeper,
} from "@homepoint/gateway";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import {
  rootParts,
  settingsOf,
  tellTrouble,
  untilStopped,
  type BoxOptions,
} from "../gateway/box.ts";
import { cliProblem } from "../problems.ts";
import { version } from "../wire.ts";

/** One part alone, as the systemd units start it. */
export const run: Run<BoxOptions> = async ([part = ""], options, _output) => {
  if (part === "rules") {
    const parts = await rootParts(options);
    await prepareSystem(parts);
    await (await startKeeper(parts)).stop();
    return exitCodes.done;
  }
  if (part === "keeper") {
    const keeper = await startKeeper(await rootParts(options));
    await untilStopped();
    await keeper.stop();
    return exitCodes.done;
  }
  if (part !== "daemon")
    throw cliProblem("wrong-usage", { what: `${part} is no part: rules, keeper or daemon.` });
  const daemon = await GatewayDaemon.start({
    settings: await settingsOf(options),
    folder: options.folder,
    rulesSocket: rulesSocketIn(options.runtime),
    listeners: listenersGiven(process.env),
    version: version(),
    onTrouble: tellTrouble,
    // Whoever started this part starts it again.
    restart: () => process.kill(process.pid, "SIGTERM"),
  });
  await untilStopped();
  await daemon.stop();
  return exitCodes.done;
};
