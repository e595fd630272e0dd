import type { Client } from "@homepoint/sdk";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { counted } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { resolveFlight } from "../resolve.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly forget?: true; readonly json?: true };

export const run: Run<Options> = async (given, options, output) =>
  withHub(options, output, async (client) => {
    const ids = await Promise.all(given.map((id) => resolveFlight(client, id)));
    const sets = ids.length > 1 ? ids.map((id) => [id]) : await partsOf(client, ids[0] ?? "");
    const remember = options.forget !== true;
    const { flights } = await client.partFlights({ partings: [sets], remember });
    if (options.json) output.out(JSON.stringify({ flights }, null, 2));
    else
      output.out(
        `${counted(flights.length, "flight")} of their own: ${flights.map((id) => id.slice(0, 12)).join(", ")}`,
      );
    return exitCodes.done;
  });

/** @throws cli/wrong-usage where one log alone tells of it */
async function partsOf(client: Client, id: string): Promise<string[][]> {
  const { parts } = await client.getFlight({ id });
  if (parts.length < 2)
    throw cliProblem("wrong-usage", { what: `One log alone tells of ${id.slice(0, 12)}.` });
  return parts.map(({ flight }) => [flight]);
}
