import { join } from "node:path";
import { writeFile } from "node:fs/promises";
import { askStatus, GatewayRoot } from "@homepoint/gateway";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { rootParts, untilStopped, type BoxOptions } from "../gateway/box.ts";

const patienceMs = 20_000;

/** Root's part and the daemon, until it is told to stop; closed before it is open. */
export const run: Run<BoxOptions> = async (_args, options, output) => {
  const parts = await rootParts(options);
  const root = await GatewayRoot.start(parts);
  const stopped = untilStopped();
  await writeFile(join(options.runtime, "root.pid"), `${process.pid}\n`);
  const { lan, lanAddresses } = parts.settings;
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    const status = await askStatus(options.folder).catch(() => undefined);
    if (status?.isOpen) {
      output.out(`The gateway is on watch at ${lan}, mode ${status.policy.mode}.`);
      output.out(`Its own page, for the pilot: http://${lanAddresses[0] ?? ""}/`);
      output.out(`Its evidence is signed by ${status.evidence.verifierKey}`);
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stopped;
  await root.stop();
  output.out("The gateway stopped. Its rules stay, and let nothing pass.");
  return exitCodes.done;
};
