import { openFront, type FrontAt } from "../containment/front.ts";
import { keepDebuggerOut, onSignals } from "../containment/stopping.ts";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { cliProblem } from "../problems.ts";
import { readNumber } from "../serve/options.ts";

type Options = { readonly to: string; readonly listen?: string; readonly descriptor?: string };

/** The front alone, as its systemd unit starts it. It opens no file, and knows nothing. */
export const run: Run<Options> = async (_args, options, output) => {
  keepDebuggerOut();
  const stopped = new Promise<void>((resolve) => onSignals(resolve));
  const front = await openFront(placeOf(options), options.to);
  output.out(`The front holds port ${front.port}.`);
  await stopped;
  front.close();
  return exitCodes.done;
};

function placeOf({ listen, descriptor }: Options): FrontAt {
  if (descriptor !== undefined) return { descriptor: readNumber(descriptor, "descriptor") };
  const [, host, port] = /^(.+):(\d+)$/.exec(listen ?? "") ?? [];
  if (host !== undefined && port !== undefined)
    return { host: host.replace(/^\[|\]$/g, ""), ports: [readNumber(port, "port")] };
  throw cliProblem("wrong-usage", { what: "Give --listen as in 127.0.0.1:4780, or --descriptor." });
}
