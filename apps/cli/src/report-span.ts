import { cliProblem } from "./problems.ts";

/** `2026-05-04`, or a whole time. @throws cli/wrong-usage */
export function timeOf(given: string | undefined, usual: number): string {
  const at = given === undefined ? usual : Date.parse(given);
  if (Number.isNaN(at))
    throw cliProblem("wrong-usage", { what: `${given} is no time; give one as 2026-05-04.` });
  return new Date(at).toISOString();
}
