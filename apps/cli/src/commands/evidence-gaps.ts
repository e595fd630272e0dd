import type { HeartbeatAccount } from "@homepoint/api";
import { bytesText, timeText } from "@homepoint/inspect";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { table } from "../output.ts";
import { spanOf } from "../report-span.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & {
  readonly from?: string;
  readonly until?: string;
  readonly json?: true;
};

const weekMs = 7 * 86_400_000;

/** Where the logs of hub and gateways were silent, and what left that is not on record. */
export const run: Run<Options> = async (_args, options, output) => {
  const { from, until } = spanOf(options, Date.now() - weekMs);
  return withHub(options, output, async (client) => {
    const { accounts } = await client.countHeartbeats({ from, until });
    if (options.json) output.out(JSON.stringify({ from, until, accounts }, null, 2));
    else for (const line of linesOf(accounts)) output.out(line);
    return accounts.some(isFinding) ? exitCodes.failed : exitCodes.done;
  });
};

/** What other programs of a hub's machine send is counted with it, and is no finding. */
function isFinding({ gaps, unexplained, isShared }: HeartbeatAccount): boolean {
  return gaps.length > 0 || (unexplained > 0 && !isShared);
}

function linesOf(accounts: readonly HeartbeatAccount[]): readonly string[] {
  const gaps = accounts.flatMap(gapLines);
  return [
    ...table(accounts.map(rowOf), ["Log", "Bytes out", "On record", "Carrying it", "Unexplained"]),
    ...(accounts.some(({ isShared }) => isShared)
      ? ["Other programs send through the same links as the hub: that may be theirs."]
      : []),
    "",
    ...(gaps.length === 0 ? ["There was a sign of life all the time."] : gaps),
  ];
}

function rowOf(account: HeartbeatAccount): string[] {
  const { bytesOut, recorded, allowed, unexplained } = account;
  return [account.of, ...[bytesOut, recorded, allowed, unexplained].map(bytesText)];
}

function gapLines({ of, gaps }: HeartbeatAccount): readonly string[] {
  return gaps.map(({ from, until, interfaces }) => {
    const passed = interfaces.map(
      ({ name, bytesIn, bytesOut }) =>
        `; ${name} passed ${bytesText(bytesIn)} in, ${bytesText(bytesOut)} out`,
    );
    return `${of}: no sign of life from ${timeText(from)} to ${timeText(until)}${passed.join("")}`;
  });
}
