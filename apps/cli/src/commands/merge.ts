import type { Client } from "@homepoint/sdk";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { listOffers } from "../offers.ts";
import { counted } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { resolveFlight } from "../resolve.ts";
import { withHub } from "../with-hub.ts";

/** As many as the hub takes at once. */
const batch = 1000;

type Options = VaultOptions & { readonly offers?: string; readonly json?: true };

export const run: Run<Options> = async (given, options, output) => {
  checkUsage(given, options);
  return withHub(options, output, async (client) => {
    const groups = options.offers
      ? await offered(client, options.offers)
      : [await Promise.all(given.map((id) => resolveFlight(client, id)))];
    const flights: string[] = [];
    for (let at = 0; at < groups.length; at += batch)
      flights.push(
        ...(await client.mergeFlights({ groups: groups.slice(at, at + batch) })).flights,
      );
    if (options.json) output.out(JSON.stringify({ flights }, null, 2));
    else if (flights.length === 0) output.out("There is nothing to merge.");
    else output.out(`${counted(flights.length, "flight")} in several logs: ${shortened(flights)}`);
    return exitCodes.done;
  });
};

/** @throws cli/wrong-usage */
function checkUsage(given: readonly string[], { offers }: Options): void {
  if (offers !== undefined && !["sure", "all"].includes(offers))
    throw cliProblem("wrong-usage", { what: `--offers takes sure or all, not ${offers}.` });
  const isOne = offers === undefined ? given.length > 1 : given.length === 0;
  if (!isOne)
    throw cliProblem("wrong-usage", { what: "Give two flights or more, or --offers alone." });
}

async function offered(client: Client, which: string): Promise<string[][]> {
  const offers = await listOffers(client, Number.POSITIVE_INFINITY);
  return offers
    .filter(({ confidence }) => which === "all" || confidence === "sure")
    .map(({ sets }) => sets.flat());
}

function shortened(ids: readonly string[]): string {
  const shown = ids.slice(0, 10).map((id) => id.slice(0, 12));
  return `${shown.join(", ")}${ids.length > shown.length ? " …" : ""}`;
}
