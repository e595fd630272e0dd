import { openOutlet, type OutletAt } from "../containment/outlet.ts";
import { readPlace } from "../containment/read-place.ts";
import { keepDebuggerOut, onSignals } from "../containment/stopping.ts";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { cliProblem } from "../problems.ts";
import { readNumber } from "../serve/options.ts";

type Options = { readonly to: string; readonly listen?: string; readonly descriptor?: string };

/** One way out, to one place, as its systemd unit starts it. It opens no file, and knows nothing. */
export const run: Run<Options> = async (_args, options, output) => {
  keepDebuggerOut();
  const stopped = new Promise<void>((resolve) => onSignals(resolve));
  const to = readPlace(options.to, "--to");
  const outlet = await openOutlet(placeOf(options), to);
  output.out(`The outlet leads to ${to.host} port ${to.port}, and nowhere else.`);
  await stopped;
  outlet.close();
  return exitCodes.done;
};

function placeOf({ listen, descriptor }: Options): OutletAt {
  if (descriptor !== undefined) return { descriptor: readNumber(descriptor, "descriptor") };
  if (listen !== undefined) return { path: listen };
  throw cliProblem("wrong-usage", { what: "Give a socket file with --listen, or --descriptor." });
}
