import { readFile } from "node:fs/promises";
import { elsewhere, writeElsewhere, type Elsewhere } from "@homepoint/gateway";
import { readPolicy } from "@homepoint/policy";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { cliProblem } from "../problems.ts";

type Options = { readonly for: Elsewhere; readonly client: string };

/** The policy as rules for something that is no gateway, with what it cannot do at the head. */
export const run: Run<Options> = async ([path = ""], options, output) => {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw cliProblem("no-file", { path }, { cause });
  });
  const { policy, found } = readPolicy(bytes, { existing: true });
  if (found !== "read") throw cliProblem("not-a-policy", { path });
  if (!elsewhere.includes(options.for))
    throw cliProblem("wrong-usage", { what: `${options.for} is none of ${elsewhere.join(", ")}.` });
  const moment = { at: new Date().toISOString(), runningSeconds: 0 };
  await output.write(writeElsewhere(options.for, { policy, moment, client: options.client }));
  return exitCodes.done;
};
