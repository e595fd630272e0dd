import { cliProblem } from "./problems.ts";

type Given = { readonly from?: string; readonly until?: string };

/** From when until when, now unless told; `2026-05-04`, or a whole time. @throws cli/wrong-usage */
export function spanOf({ from: begin, until: end }: Given, usualFrom: number) {
  const [from, until] = [timeOf(begin, usualFrom), timeOf(end, Date.now())];
  if (from <= until) return { from, until };
  throw cliProblem("wrong-usage", { what: `${until} is before ${from}: that is no span of time.` });
}

function timeOf(given: string | undefined, usual: number): string {
  const at = given === undefined ? usual : Date.parse(given);
  if (Number.isNaN(at))
    throw cliProblem("wrong-usage", { what: `${given} is no time; give one as 2026-05-04.` });
  return new Date(at).toISOString();
}
