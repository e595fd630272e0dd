import { readFileIfThere, replaceFile } from "@homepoint/base/node";
import {
  defaultPolicy,
  readPolicy,
  writePolicy,
  type Policy,
  type PolicyFound,
  type PolicyMoment,
  type PolicyRead,
} from "@homepoint/policy";
import type { RunningTime } from "./running-time.ts";

export type PolicyKeeperParts = {
  readonly path: string;
  readonly clock: () => Date;
  readonly runningTime: RunningTime;
};

/** The policy in force, and the moment it is asked in. */
export class PolicyKeeper {
  readonly #parts: PolicyKeeperParts;
  readonly #bytes: Uint8Array | undefined;
  #read: PolicyRead;

  private constructor(parts: PolicyKeeperParts, bytes: Uint8Array | undefined) {
    this.#parts = parts;
    this.#bytes = bytes;
    this.#read = readPolicy(bytes, { existing: true });
  }

  /** Writes the first policy of a new installation: `local-data`, without grants. */
  static async create({ path }: PolicyKeeperParts, installationId: string): Promise<void> {
    await replaceFile(path, writePolicy({ ...defaultPolicy, installationId }));
  }

  /** Reads the policy of an installation that has data; where there is none to read, `offline`. */
  static async open(parts: PolicyKeeperParts): Promise<PolicyKeeper> {
    return new PolicyKeeper(parts, await readFileIfThere(parts.path));
  }

  get policy(): Policy {
    return this.#read.policy;
  }

  /** How it was found; anything but `read` is worth a fact and a warning. */
  get found(): PolicyFound {
    return this.#read.found;
  }

  /** Reads the file again in the light of the policy that was last in force: anyone can edit it. */
  holdAgainst(last: Policy): void {
    this.#read = readPolicy(this.#bytes, { existing: true, last });
  }

  moment(): PolicyMoment {
    const { clock, runningTime } = this.#parts;
    return { at: clock().toISOString(), runningSeconds: runningTime.seconds };
  }
}
