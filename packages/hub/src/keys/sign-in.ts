import { apiProblem } from "@homepoint/api";
import { isProblem } from "@homepoint/base";
import type { Guessing } from "../people/guessing.ts";
import type { SignInRefusals } from "../people/sign-in-refusals.ts";
import type { Asked } from "../server/handlers.ts";
import type { Unlocked } from "../unlocked.ts";
import type { Installation } from "./installation.ts";

export type SignInParts = {
  readonly installation: Installation;
  readonly guessing: Guessing;
  readonly refusals: SignInRefusals;
};

/** Who asks, before anyone knows who it is. */
export type Stranger = Pick<Asked<"status">, "from" | "session">;

const wrongGuesses = new Set([
  "api/wrong-passphrase",
  "vault/wrong-passphrase",
  "vault/wrong-key",
  "hub/wrong-recovery-words",
]);

/**
 * One guess at a secret: slowed down where there were many, and each wrong one is on record.
 *
 * @throws api/too-many-tries, api/wrong-passphrase, and what else `check` throws
 */
export async function guess(
  { installation, guessing, refusals }: SignInParts,
  { from }: Stranger,
  check: () => Promise<void>,
): Promise<void> {
  try {
    // Nobody may keep the owner of this machine out by guessing wrong elsewhere.
    await (from === undefined ? check() : guessing.guard(from, check, isWrongGuess));
  } catch (error) {
    const present = installation.findPresent();
    if (present && isWrongGuess(error)) refusals.note(from ?? "socket", present.evidence);
    throw isProblem(error, "vault/wrong-passphrase") ? apiProblem("wrong-passphrase") : error;
  }
}

function isWrongGuess(error: unknown): boolean {
  return isProblem(error) && wrongGuesses.has(error.code);
}

/** @throws api/wrong-passphrase */
export async function checkPassphrase({ vault }: Unlocked, passphrase: string): Promise<void> {
  if (!(await vault.access.checkPassphrase(passphrase))) throw apiProblem("wrong-passphrase");
}

/** Gives the owner a session. */
export async function signIn(
  { people, sessions, evidence }: Unlocked,
  session: Stranger["session"],
): Promise<void> {
  const { owner } = people;
  const person = { name: owner?.name ?? "Owner", role: "owner" } as const;
  session.set(await sessions.start(person));
  await evidence.append({
    kind: "signed-in",
    by: person.name,
    person: owner?.id ?? "owner",
    how: "passphrase",
  });
}

export function nameOf(caller: Asked<"lock">["caller"]): string {
  return caller?.name ?? "owner";
}

export function wordsOf({ vault }: Unlocked): string[] {
  return vault.access.recoveryWords().split(" ");
}
