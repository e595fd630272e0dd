import type { WaitingLog } from "@homepoint/api";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { counted, table } from "../output.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly json?: true };

export const run: Run<Options> = async (_args, options, output) =>
  withHub(options, output, async (client) => {
    const { waiting, closed, mayAsk, endpoint } = await client.listLogKeys();
    if (options.json) output.out(JSON.stringify({ waiting, closed, mayAsk, endpoint }, null, 2));
    else {
      const heads = ["Start (UTC)", "Aircraft", "Version", "Keys", "Asked for", "Log"];
      if (waiting.length > 0) for (const line of table(waiting.map(rowOf), heads)) output.out(line);
      output.out(
        waiting.length === 0
          ? "No log waits for keys."
          : `${counted(waiting.length, "log")}: homepoint keys request FILE writes what to ask for.`,
      );
      if (closed > 0)
        output.out(`${counted(closed, "more log")} locked for which nobody can be asked.`);
      if (!mayAsk) output.out("The policy does not let you ask.");
    }
    return exitCodes.done;
  });

function rowOf({ flight, formatVersion, keys, asked, hasSome, log }: WaitingLog): string[] {
  const { model, name } = flight?.aircraft ?? {};
  const when = asked ? `${asked.at.slice(0, 10)}${asked.isOver ? ", over" : ""}` : "";
  return [
    flight?.startedAt?.slice(0, 16).replace("T", " ") ?? "",
    [model, name].filter(Boolean).join(" "),
    String(formatVersion ?? ""),
    String(keys),
    [when, hasSome ? "some are here" : ""].filter(Boolean).join(", "),
    log.slice(0, 12),
  ];
}
