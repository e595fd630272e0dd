import type { ModeChange, RefusedTry } from "@homepoint/api";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { stopsWords } from "../mode/mode-words.ts";
import { table } from "../output.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly json?: true };

/** Who changed the policy when, and what was refused. */
export const run: Run<Options> = async (_args, options, output) =>
  withHub(options, output, async (client) => {
    const { changes } = await client.listModeChanges();
    const { tries } = await client.listRefusedTries();
    if (options.json) {
      output.out(JSON.stringify({ changes, tries }, null, 2));
      return exitCodes.done;
    }
    const heads = ["When (UTC)", "By", "What", "Came of it", "Why"];
    output.out(changes.length === 0 ? "Nobody changed the policy yet." : "Changes:");
    if (changes.length > 0) for (const line of table(changes.map(rowOf), heads)) output.out(line);
    output.out("");
    output.out(tries.length === 0 ? "No try was refused." : "Refused tries:");
    const tried = ["Last (UTC)", "Who", "Host", "Owner", "Times", "Would need", "Stops without it"];
    if (tries.length > 0) for (const line of table(tries.map(tryRow), tried)) output.out(line);
    return exitCodes.done;
  });

function rowOf({ at, by, what, wish, found, because, effect, outcome, mode, why }: ModeChange) {
  const asked = wish
    ? [wish.kind, wish["mode"], wish["service"]].filter(Boolean).join(" ")
    : (found ?? "ended");
  const came = what === "refused" ? `refused: ${because}` : [effect, outcome, mode].join(" ");
  return [at.slice(0, 19).replace("T", " "), by, asked, what === "found" ? "offline" : came, why];
}

function tryRow({ lastAt, subject, host, owner, count, services, stays, whatStops }: RefusedTry) {
  return [
    lastAt.slice(0, 19).replace("T", " "),
    `${subject.kind}:${subject.id}`,
    host,
    owner ?? "unknown",
    String(count),
    services.join(" and ") || (stays ?? ""),
    whatStops === null ? "not known" : stopsWords[whatStops],
  ];
}
