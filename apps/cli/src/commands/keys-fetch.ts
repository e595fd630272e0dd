import { readFile } from "node:fs/promises";
import { keyEndpoint, readRequestFile, type RequestFile } from "@homepoint/flight";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { AnswersKept } from "../keys/answers-kept.ts";
import { findAppKey } from "../keys/app-key.ts";
import { readEndpoint } from "../keys/exchange.ts";
import { fetchKeys, unanswered, type Fetched } from "../keys/fetch-keys.ts";
import { withKeyGuard } from "../keys/key-guard.ts";
import { curlLine, showLeaving } from "../keys/show-leaving.ts";
import { counted, type Output } from "../output.ts";
import { confirm } from "../passphrase.ts";
import { cliProblem } from "../problems.ts";
import { Progress } from "../progress.ts";
import { djiAppKey } from "../wire.ts";

type Options = {
  readonly data: string;
  readonly passphraseFile?: string;
  readonly output?: string;
  readonly keyFile?: string;
  readonly endpoint?: string;
  readonly outlet?: string;
  readonly curl?: true;
  readonly yes?: true;
  readonly json?: true;
};

/** Runs where there is a network, and best where there is no vault. */
export const run: Run<Options> = async ([path = ""], options, output) => {
  const file = await readRequests(path);
  const endpoint = readEndpoint(options.endpoint ?? keyEndpoint);
  if (options.curl) {
    for (const request of file.requests) output.out(curlLine(request, endpoint));
    return exitCodes.done;
  }
  const to = options.output;
  if (to === undefined)
    throw cliProblem("wrong-usage", { what: "Say with --output where the answers go." });
  const appKey = await findAppKey(options.keyFile, djiAppKey(process.env));
  const kept = await AnswersKept.open(to, file.recipient);
  const progress = new Progress(output);
  try {
    const requests = unanswered(file, kept.tickets);
    const before = file.requests.length - requests.length;
    if (requests.length > 0) {
      for (const line of showLeaving({ requests, endpoint })) output.err(line);
      if (!options.yes && !(await confirm(`Send ${counted(requests.length, "request")}?`))) {
        output.err("homepoint: nothing was sent; say yes, or give --yes.");
        return exitCodes.failed;
      }
    }
    const { data, passphraseFile, outlet } = options;
    const access = { data, passphraseFile };
    const guarding = { access, output, endpoint, factsFile: `${to}.facts` };
    const fetched = await withKeyGuard(guarding, (guard) =>
      fetchKeys({
        recipient: file.recipient,
        requests,
        kept,
        endpoint,
        appKey,
        outlet,
        guard,
        progress: (done) => progress.show(`${before + done} of ${file.requests.length} asked for`),
      }),
    );
    progress.clear();
    return tell(fetched, { to, before, of: file.requests.length, json: options.json }, output);
  } finally {
    progress.clear();
    await kept.close();
  }
};

async function readRequests(path: string): Promise<RequestFile> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw cliProblem("no-file", { path }, { cause });
  });
  const file = readRequestFile(text);
  if (Date.parse(file.until) <= Date.now())
    throw cliProblem("requests-over", { until: file.until.slice(0, 10) });
  return file;
}

type About = {
  readonly to: string;
  /** Answered by an earlier run. */
  readonly before: number;
  readonly of: number;
  readonly json: true | undefined;
};

function tell(fetched: Fetched, { to, before, of, json }: About, output: Output) {
  const { answered, partial, refused, stopped } = fetched;
  const here = before + answered;
  if (json)
    output.out(JSON.stringify({ answers: to, answered: here, of, partial, refused, stopped }));
  else if (here > 0) {
    output.out(`${to}: ${here} of ${of} answered, sealed to the vault that asked.`);
    if (partial > 0)
      output.out(
        `${counted(partial, "answer")} with fewer keys than asked for: part stays locked.`,
      );
    for (const { ticket, why } of refused) output.out(`  ${ticket.slice(0, 8)} refused: ${why}`);
    output.out(`Carry it home: homepoint keys add ${to}`);
  }
  const failed = stopped ?? refused[0]?.why;
  if (failed !== undefined) throw cliProblem("keys-missing", { why: failed, here, of, path: to });
  return exitCodes.done;
}
