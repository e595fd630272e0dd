import type { GatewayRow } from "@homepoint/api";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { table } from "../output.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly json?: true };

/** Gateways of this hub, and how they stand. */
export const run: Run<Options> = async (_args, options, output) =>
  withHub(options, output, async (client) => {
    const { gateways } = await client.listGateways();
    if (options.json) output.out(JSON.stringify(gateways, null, 2));
    else if (gateways.length === 0)
      output.out("No gateway has joined this hub: homepoint gateway invite NAME.");
    else
      for (const line of table(gateways.map(rowOf), [
        "name",
        "last seen",
        "policy",
        "rules",
        "clock",
        "evidence here",
        "uncovered, a day",
      ]))
        output.out(line);
    return exitCodes.done;
  });

function rowOf(row: GatewayRow): readonly string[] {
  const { name, state, lastSeenAt, told, hasPolicy, evidence, uncoveredSeconds } = row;
  if (state === "invited")
    return [name, `invited until ${row.expiresAt ?? ""}`, "", "", "", "", ""];
  const policy = told ? `${told.policy.counter}${hasPolicy ? "" : ", not the one here"}` : "";
  const { size, witnessedAt, broken } = evidence;
  const standing = broken ?? (witnessedAt === null ? "not witnessed" : "witnessed");
  return [
    name,
    lastSeenAt ?? "never",
    policy,
    told?.rules ?? "",
    told?.clock.source ?? "",
    `${size}, ${standing}`,
    uncoveredSeconds === null ? "" : `${Math.round(uncoveredSeconds / 60)} min`,
  ];
}
