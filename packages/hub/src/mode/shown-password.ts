import { isProblem } from "@homepoint/base";
import type { Change } from "@homepoint/policy";
import { checkPassphrase } from "../keys/sign-in.ts";
import { Guessing } from "../people/guessing.ts";
import type { Unlocked } from "../unlocked.ts";
import { checkPolicyPassword } from "./policy-password.ts";

type Asked = {
  readonly password: string | undefined;
  /** Where it was asked from; whoever is at this machine is slowed down as well. */
  readonly from: string | undefined;
  /** Puts a wrong password on record, and gives the problem to throw. */
  readonly refuse: () => Promise<Error>;
};

/** Checks the policy's password for all who may be asked for it. The lock may be there for them. */
export class ShownPassword {
  readonly #guessing = new Guessing(() => performance.now());

  /**
   * Who shows no password is not slowed down, so that tightening is always possible.
   *
   * @throws hub/wrong-policy-password, api/too-many-tries
   */
  async check({ password, from, refuse }: Asked, unlocked: Unlocked): Promise<Change["shown"]> {
    const { lock, password: kept } = unlocked.policy.policy;
    if (password === undefined) return "nothing";
    const check = async () => {
      if (lock !== "password") return "nothing" as const;
      const isRight =
        kept === undefined
          ? await isPassphrase(unlocked, password)
          : await checkPolicyPassword(password, kept);
      if (isRight) return "password" as const;
      throw await refuse();
    };
    const isWrong = (error: unknown) => isProblem(error, "hub/wrong-policy-password");
    return this.#guessing.guard(from ?? "socket", check, isWrong);
  }
}

/** Nobody knows the password of a policy that was lost. The owner's passphrase stands in for it. */
async function isPassphrase(unlocked: Unlocked, password: string): Promise<boolean> {
  try {
    await checkPassphrase(unlocked, password);
    return true;
  } catch (error) {
    if (isProblem(error, "api/wrong-passphrase")) return false;
    throw error;
  }
}
