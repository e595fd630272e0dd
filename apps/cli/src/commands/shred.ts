import type { BackupRow } from "@homepoint/api";
import { isProblem } from "@homepoint/base";
import type { Client } from "@homepoint/sdk";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { counted, type Output } from "../output.ts";
import { confirm } from "../passphrase.ts";
import { resolveLog } from "../resolve.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & {
  readonly flight?: true;
  readonly yes?: true;
  readonly json?: true;
};

export const run: Run<Options> = async ([given = ""], options, output) =>
  withHub(options, output, async (client) => {
    const id = await resolveLog(client, given);
    const others = await othersOf(client, id);
    const logs = options.flight ? [id, ...others] : [id];
    const question = questionOf(logs, others);
    if (!options.yes && !(await confirm(question))) {
      output.err("homepoint: nothing was destroyed; say yes, or give --yes.");
      return exitCodes.failed;
    }
    const backups = new Map<string, BackupRow>();
    for (const log of logs)
      for (const backup of (await client.shredLog({ id: log })).backups)
        backups.set(backup.id, backup);
    tell({ logs, others, backups: [...backups.values()] }, options, output);
    return exitCodes.done;
  });

/** Logs that tell of the flights of this one as well. */
async function othersOf(client: Client, log: string): Promise<string[]> {
  const others = new Set<string>();
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? log : `${log}-${number}`;
    const flight = await client.getFlight({ id }).catch(ignoreMissing);
    if (!flight) break;
    for (const part of flight.parts) if (part.log !== log) others.add(part.log);
  }
  return [...others];
}

function ignoreMissing(error: unknown): undefined {
  if (!isProblem(error, "hub/no-such-flight")) throw error;
}

function questionOf([log = "", ...more]: readonly string[], others: readonly string[]): string {
  const what = log.slice(0, 12);
  if (more.length > 0)
    return `Destroy ${what} and ${counted(more.length, "other log")} of the same flight, for good?`;
  if (others.length > 0)
    return `Destroy ${what}, one of ${others.length + 1} logs of a flight that the others keep (--flight destroys all), for good?`;
  return `Destroy ${what} with its flights, for good?`;
}

type Shredded = {
  readonly logs: readonly string[];
  readonly others: readonly string[];
  readonly backups: readonly BackupRow[];
};

function tell({ logs, others, backups }: Shredded, options: Options, output: Output): void {
  const left = others.filter((log) => !logs.includes(log));
  if (options.json) {
    const [shredded] = logs;
    return output.out(JSON.stringify({ shredded, logs, left, backups }, null, 2));
  }
  output.out(`Destroyed ${logs.map((id) => id.slice(0, 12)).join(", ")}.`);
  if (left.length > 0)
    output.out(
      `Its flight stays, with ${counted(left.length, "log")}: ${left.map((id) => id.slice(0, 12)).join(", ")}.`,
    );
  if (backups.length > 0) output.out("It is gone for good when these backups are:");
  for (const { madeAt, to } of backups) output.out(`  ${madeAt.slice(0, 10)} ${to}`);
}
