import { readFileIfThere, replaceFile } from "@homepoint/base/node";
import {
  defaultPolicy,
  readPolicy,
  writePolicy,
  type Policy,
  type PolicyFound,
  type PolicyMoment,
} from "@homepoint/policy";
import type { RunningTime } from "./running-time.ts";

export type PolicyKeeperParts = {
  readonly path: string;
  readonly clock: () => Date;
  readonly runningTime: RunningTime;
};

/** The policy in force, and the moment it is asked in. */
export class PolicyKeeper {
  readonly policy: Policy;
  /** How it was found; anything but `read` and `new` is worth a fact and a warning. */
  readonly found: PolicyFound;
  readonly #parts: PolicyKeeperParts;

  private constructor(parts: PolicyKeeperParts, policy: Policy, found: PolicyFound) {
    this.#parts = parts;
    this.policy = policy;
    this.found = found;
  }

  /** Writes the first policy of a new installation: `local-data`, without grants. */
  static async create(parts: PolicyKeeperParts, installationId: string): Promise<PolicyKeeper> {
    const policy = { ...defaultPolicy, installationId };
    await replaceFile(parts.path, writePolicy(policy));
    return new PolicyKeeper(parts, policy, "new");
  }

  /** Reads the policy of an installation that has data; where there is none to read, `offline`. */
  static async open(parts: PolicyKeeperParts): Promise<PolicyKeeper> {
    const { policy, found } = readPolicy(await readFileIfThere(parts.path), { existing: true });
    return new PolicyKeeper(parts, policy, found);
  }

  moment(): PolicyMoment {
    const { clock, runningTime } = this.#parts;
    return { at: clock().toISOString(), runningSeconds: runningTime.seconds };
  }
}
