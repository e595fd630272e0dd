import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Evidence } from "@homepoint/evidence";
import { defaultPolicy, isOwnHost, type Policy } from "@homepoint/policy";
import { Guard } from "@homepoint/sdk";
import type { Access } from "../open-vault.ts";
import type { Output } from "../output.ts";
import { withHub } from "../with-hub.ts";
import { FactsKept } from "./facts-kept.ts";

const program = "keys-fetch";

export type KeyGuarding = {
  readonly access: Access;
  readonly output: Output;
  readonly endpoint: URL;
  /** Where facts go on a machine without a vault. */
  readonly factsFile: string;
};

/**
 * Work under a guard. Where there is an installation, its policy decides and its evidence keeps what was
 * decided. On a machine without one, whoever ran the command has granted it.
 */
export async function withKeyGuard<Result>(
  { access, output, endpoint, factsFile }: KeyGuarding,
  work: (guard: Guard) => Promise<Result>,
): Promise<Result> {
  if (isInstallation(access.data))
    return withHub(access, output, (client) => work(Guard.atHub(client, program)));
  const facts = await FactsKept.open(factsFile);
  const guard = keyGuard(endpoint, facts);
  try {
    return await work(guard);
  } finally {
    await guard.close();
    await facts.close();
  }
}

/** Any of these: taking one away is no way around a policy. */
const traces = ["identity.age", "keys.age", "policy.json", "state.db", "evidence"];

function isInstallation(folder: string): boolean {
  return traces.some((name) => existsSync(join(folder, name)));
}

/**
 * Lets the requests for keys pass and nothing else: to the maker, by its exact name, or to a
 * stand-in on this machine or network. Whoever ran the command is asked before it is used.
 */
function keyGuard(endpoint: URL, evidence: Evidence): Guard {
  const host = endpoint.hostname.replace(/^\[|\]$/g, "");
  const policy: Policy = {
    ...defaultPolicy,
    mode: "restricted",
    own: isOwnHost(host) ? [host] : [],
    grants: [
      {
        service: "log-keys",
        subject: { kind: "program", id: program },
        by: "whoever ran it",
        why: "homepoint keys fetch",
      },
    ],
  };
  const moment = () => ({ at: new Date().toISOString(), runningSeconds: performance.now() / 1000 });
  return Guard.here({ policy: () => policy, moment, evidence, program });
}
