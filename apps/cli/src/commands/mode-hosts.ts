import { catalogueRows, normalHost } from "@homepoint/policy";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { stopsWords } from "../mode/mode-words.ts";
import { table } from "../output.ts";
import { cliProblem } from "../problems.ts";

type Options = { readonly json?: true };

/** The catalogue of hosts, or what it says of one. */
export const run: Run<Options> = async ([given], { json }, output) => {
  const host = given === undefined ? undefined : normalHost(given);
  if (given !== undefined && host === undefined)
    throw cliProblem("wrong-usage", { what: `${given} is no name or address of a host.` });
  const rows = catalogueRows(host);
  const isKnown = rows.length > 0;
  if (json) output.out(JSON.stringify({ hosts: rows }, null, 2));
  else if (isKnown) {
    const heads = ["Host", "Owner", "Service", "Can be granted", "Stops without it", "Source"];
    const cells = rows.map((row) => [
      row.host,
      row.owner,
      row.service,
      row.canBeGranted ? "yes" : "no",
      stopsWords[row.whatStops],
      row.source,
    ]);
    for (const line of table(cells, heads)) output.out(line);
  } else output.out(`Nothing is known of ${host}. It is blocked in every mode but standard.`);
  return isKnown ? exitCodes.done : exitCodes.notRecognized;
};
