import type { AnswerOf, Routes } from "@homepoint/api";
import { textOf } from "@homepoint/base";
import type { Vault, VerifyProgress } from "@homepoint/vault";
import { Latest } from "../latest.ts";
import { refuseCarrying } from "../evidence/hand-over.ts";
import { hubProblem } from "../problems.ts";
import type { Handlers } from "../server/handlers.ts";
import { checkPassphrase, guess, nameOf, signIn, wordsOf, type SignInParts } from "./sign-in.ts";

type RecoveryRoute =
  | "confirmRecovery"
  | "showRecovery"
  | "changePassphrase"
  | "makeKeyFile"
  | "checkVault";

export function recoveryHandlers(parts: SignInParts): Handlers<RecoveryRoute> {
  const { installation } = parts;
  return {
    async confirmRecovery({ input, caller }) {
      const { vault, evidence } = installation.unlocked;
      const words = wordsOf(installation.unlocked);
      const fit = input.words.every(
        ({ position, word }) => words[position - 1] === word.trim().toLowerCase(),
      );
      const places = new Set(input.words.map(({ position }) => position));
      if (!fit || places.size !== input.words.length) throw hubProblem("wrong-recovery-words");
      await vault.access.confirmRecoveryWords(words.join(" "));
      await evidence.append({ kind: "recovery-confirmed", by: nameOf(caller) });
      return {};
    },

    async showRecovery({ input, caller, ...stranger }) {
      await guess(parts, stranger, () => checkPassphrase(installation.unlocked, input.passphrase));
      await installation.unlocked.evidence.append({ kind: "recovery-shown", by: nameOf(caller) });
      return { recoveryWords: wordsOf(installation.unlocked) };
    },

    async changePassphrase({ input, caller, ...stranger }) {
      const { vault, evidence, sessions } = installation.unlocked;
      await guess(parts, stranger, () => checkPassphrase(installation.unlocked, input.passphrase));
      await vault.access.changePassphrase(input.newPassphrase);
      await evidence.append({ kind: "passphrase-changed", by: nameOf(caller) });
      await sessions.endAll();
      await signIn(installation.unlocked, stranger.session);
      return {};
    },

    async makeKeyFile({ input, caller, ...stranger }) {
      const { vault, evidence } = installation.unlocked;
      await guess(parts, stranger, () => checkPassphrase(installation.unlocked, input.passphrase));
      await refuseCarrying(caller, installation.unlocked);
      const { sameDisk } = input;
      await evidence.append({ kind: "key-file-written", by: nameOf(caller), sameDisk });
      return { keyFile: textOf(vault.access.keyFile()) };
    },

    checkVault: ({ signal }) => checkVault(installation.unlocked.vault, signal),
  };
}

async function* checkVault(
  vault: Vault,
  signal: AbortSignal,
): AsyncIterable<AnswerOf<Routes["checkVault"]>> {
  const progress = new Latest<VerifyProgress>();
  const checking = vault
    .verifyAll((now) => {
      signal.throwIfAborted();
      progress.put(now);
    })
    .finally(() => progress.end());
  checking.catch(() => undefined); // awaited below, unless whoever asked has gone by then
  for await (const { done, of } of progress.values()) yield { done, of, findings: [] };
  const { verified, findings } = await checking;
  yield {
    done: verified + findings.length,
    of: verified + findings.length,
    findings: findings.map(({ id, kind, code }) => ({ name: kind ? `${id}.${kind}` : id, code })),
  };
}
