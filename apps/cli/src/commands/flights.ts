import type { FlightRow } from "@homepoint/api";
import { proofVerdicts, type ProofVerdict } from "@homepoint/policy";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { counted, duration, meters, table, type Output } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { listOffers, tellOffers } from "../offers.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & {
  readonly text?: string;
  readonly from?: string;
  readonly to?: string;
  readonly proof?: readonly string[];
  readonly limit?: string;
  readonly offers?: true;
  readonly json?: true;
};

const page = 1000;

export const run: Run<Options> = async (_args, options, output) =>
  withHub(options, output, async (client) => {
    const { text, from, to, proof } = options;
    const most = options.limit === undefined ? Number.POSITIVE_INFINITY : readLimit(options.limit);
    if (options.offers) {
      const offers = await listOffers(client, most);
      if (options.json) output.out(JSON.stringify({ offers }, null, 2));
      else tellOffers(offers, output);
      return exitCodes.done;
    }
    const filter = {
      ...(text === undefined ? {} : { text }),
      ...(from === undefined ? {} : { from: readTime(from) }),
      ...(to === undefined ? {} : { to: readTime(to) }),
      ...(proof === undefined ? {} : { proof: proof.map(readVerdict).join(",") }),
    };
    const flights: FlightRow[] = [];
    let totals = { flights: 0, durationSeconds: 0, distanceMeters: 0 };
    do {
      const limit = Math.min(page, most - flights.length);
      const list = await client.listFlights({ ...filter, offset: flights.length, limit });
      totals = list.totals;
      flights.push(...list.flights);
    } while (flights.length < Math.min(totals.flights, most));
    if (options.json) output.out(JSON.stringify({ totals, flights }, null, 2));
    else show(flights, totals, output);
    return exitCodes.done;
  });

function readLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1)
    throw cliProblem("wrong-usage", { what: `--limit takes a number above 0, not ${text}.` });
  return limit;
}

function readVerdict(text: string): ProofVerdict {
  const verdict = proofVerdicts.find((known) => known === text);
  if (verdict) return verdict;
  throw cliProblem("wrong-usage", {
    what: `There is no verdict ${text}. These are: ${proofVerdicts.join(", ")}.`,
  });
}

function readTime(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time))
    throw cliProblem("wrong-usage", {
      what: `${text} is no time: write 2026-05-17 or 2026-05-17T10:30Z.`,
    });
  return new Date(time).toISOString();
}

function stateOf({ needsKeys, damaged, logCount }: FlightRow): string {
  const states = [
    ...(needsKeys ? ["locked"] : damaged ? ["damaged"] : []),
    ...(logCount > 1 ? [`${logCount} logs`] : []),
  ];
  return states.join(", ");
}

const proofWords: Readonly<Record<ProofVerdict, string>> = {
  held: "held",
  "not-held": "NOT HELD",
  "not-proved": "not proved",
};

type Totals = { flights: number; durationSeconds: number; distanceMeters: number };

function show(flights: readonly FlightRow[], totals: Totals, output: Output): void {
  if (flights.length === 0) return output.out("No flights. `homepoint take-in` brings some home.");
  const rows = flights.map((flight) => [
    flight.startedAt?.slice(0, 16).replace("T", " ") ?? "–",
    flight.name ?? (flight.aircraft.name || flight.aircraft.model || "–"),
    duration(flight.durationSeconds),
    meters(flight.distanceMeters),
    meters(flight.maxHeightMeters),
    proofWords[flight.proof],
    stateOf(flight),
    flight.id.slice(0, 12),
  ]);
  const heads = ["Start (UTC)", "Flight", "Duration", "Distance", "Height", "Proof", "State", "Id"];
  for (const line of table(rows, heads)) output.out(line);
  const { flights: count, durationSeconds, distanceMeters } = totals;
  output.out(
    `${counted(count, "flight")}, ${duration(durationSeconds)}, ${meters(distanceMeters)}`,
  );
}
