import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { plain } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { findProgram } from "../software/find-program.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & {
  readonly source?: string;
  readonly remove?: true;
  readonly json?: true;
};

/** What its maker declares stands beside what its packages and captures show. */
export const run: Run<Options> = async ([given = "", text = ""], options, output) => {
  const { source = "", remove } = options;
  if (text.trim() === "") throw cliProblem("wrong-usage", { what: "Say what its maker says." });
  if (!remove && source.trim() === "")
    throw cliProblem("wrong-usage", { what: "Say with --source where it is written." });
  return withHub(options, output, async (client) => {
    const { id } = await findProgram(client, given);
    const { name, note, practices } = await client.readProgram({ id });
    const others = practices.filter((practice) => practice.text !== text);
    if (remove && others.length === practices.length)
      throw cliProblem("wrong-usage", { what: `${name} has no such declaration on file.` });
    const declared = remove ? others : [...others, { text, source }];
    await client.changeProgram({ id, name, note, practices: declared });
    if (options.json) output.out(JSON.stringify({ practices: declared }, null, 2));
    else output.out(`${plain(name)}: ${declared.length} on file`);
    return exitCodes.done;
  });
};
