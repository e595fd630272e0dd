import { cliProblem } from "./problems.ts";

/** The one id that begins with what was typed. @throws cli/no-such, cli/ambiguous */
export function findId(given: string, ids: readonly string[]): string {
  const beginning = given.toLowerCase();
  if (ids.includes(beginning)) return beginning;
  const fitting = ids.filter((id) => id.startsWith(beginning));
  const [only] = fitting;
  if (only === undefined || beginning === "") throw cliProblem("no-such", { given });
  if (fitting.length > 1) throw cliProblem("ambiguous", { given, count: fitting.length });
  return only;
}
