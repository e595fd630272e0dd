import type { ProgramRowShown } from "@homepoint/api";
import type { Client } from "@homepoint/sdk";
import { cliProblem } from "../problems.ts";

/** The program of the register with this name, package, or beginning of its id. @throws cli/no-such-program */
export async function findProgram(client: Client, given: string): Promise<ProgramRowShown> {
  const { programs } = await client.listPrograms();
  const wanted = given.toLowerCase();
  const exact = programs.filter(({ id, name, packageId, known }) =>
    [id, name, packageId, known].some((one) => one?.toLowerCase() === wanted),
  );
  const [only, ...more] =
    exact.length > 0 ? exact : programs.filter(({ id }) => id.startsWith(wanted));
  if (!only || wanted === "") throw cliProblem("no-such-program", { given });
  if (more.length > 0) throw cliProblem("ambiguous", { given, count: more.length + 1 });
  return only;
}
