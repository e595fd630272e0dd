import { isProblem } from "@homepoint/base";
import { isOwnHost } from "@homepoint/policy";
import { cliProblem } from "./problems.ts";

/**
 * Work that reaches a machine of the installation's own; where the policy names none such it is told
 * how the owner does.
 *
 * @throws cli/not-own, and what `work` throws
 */
export async function reachOwn<Result>(host: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const isUnnamed = isProblem(error, "sdk/refused") && isOwnHost(host);
    throw isUnnamed ? cliProblem("not-own", { host }, { cause: error }) : error;
  }
}
