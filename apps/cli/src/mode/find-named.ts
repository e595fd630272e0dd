import { cliProblem } from "../problems.ts";

/** What was named, by its name or the beginning of its id. @throws cli/none-named, cli/ambiguous */
export function findNamed<Row extends { readonly id: string; readonly name: string }>(
  given: string,
  rows: readonly Row[],
): Row {
  const named = rows.filter(({ name }) => name === given);
  const found = named.length > 0 ? named : rows.filter(({ id }) => given && id.startsWith(given));
  const [only] = found;
  if (!only) throw cliProblem("none-named", { given });
  if (found.length > 1) throw cliProblem("ambiguous", { given, count: found.length });
  return only;
}
