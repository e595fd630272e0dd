import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { table } from "../output.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly json?: true };

/** Reports that the hub keeps, and the key that it signs its own with. */
export const run: Run<Options> = async (_args, options, output) => {
  const answer = await withHub(options, output, (client) => client.listReports({}));
  if (options.json) output.out(JSON.stringify(answer, null, 2));
  else {
    const rows = answer.reports.map(({ id, kind, about, madeAt, verdicts, signers }) => [
      id,
      kind,
      about,
      madeAt.slice(0, 16).replace("T", " "),
      verdicts.join(", "),
      signers.join(", "),
    ]);
    if (rows.length === 0) output.out("No report is kept yet: homepoint report makes one.");
    else
      for (const line of table(rows, ["Id", "Kind", "About", "Made", "Verdicts", "Signed by"]))
        output.out(line);
    output.err(`This hub signs with ${answer.key}`);
  }
  return exitCodes.done;
};
