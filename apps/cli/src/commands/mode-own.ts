import { isOwnHost, normalHost, type Policy } from "@homepoint/policy";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { changeBy, type ChangeOptions } from "../mode/change.ts";
import { cliProblem } from "../problems.ts";
import { withHub } from "../with-hub.ts";

type Options = ChangeOptions & { readonly remove?: true };

export const run: Run<Options> = async (given, options, output) => {
  const hosts = [...new Set(given.map(readOwn))];
  if (hosts.length === 0 && options.remove)
    throw cliProblem("wrong-usage", { what: "Say which are not its own any more." });
  if (hosts.length === 0)
    return withHub(options, output, async (client) => {
      const own = ownOf((await client.getMode()).policy);
      if (options.json) output.out(JSON.stringify({ own }));
      else
        output.out(
          own.length > 0 ? own.join("\n") : "No name or address is this installation's own.",
        );
      return exitCodes.done;
    });
  return changeBy(
    async (client) => {
      const others = ownOf((await client.getMode()).policy).filter((host) => !hosts.includes(host));
      return { kind: "set-own", own: options.remove ? others : [...others, ...hosts] };
    },
    options,
    output,
  );
};

const ownOf = (policy: object) => [...(policy as Policy).own]; // as its route answers it

/** @throws cli/wrong-usage */
function readOwn(text: string): string {
  const host = normalHost(text);
  if (host !== undefined && isOwnHost(host)) return host;
  throw cliProblem("wrong-usage", {
    what: `${text} is no name or address of a local network: others are nobody's own.`,
  });
}
